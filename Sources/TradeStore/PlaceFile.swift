import Glibc
import Trading

/// A price of the feed, and how many events the journal held when it was seen.
public struct Place: Hashable, Sendable {
  public var tick: Tick
  public var sequence: Int
  /// Times the recorded pace, and whether it stood still; nil where it was not kept.
  public var speed: Double?
  public var isPaused = false

  public init(tick: Tick, sequence: Int) {
    self.tick = tick
    self.sequence = sequence
  }
}

/// How far along its feed a trade was seen: a cache beside the journal, so that a rehearsal that was killed goes
/// on where the person last saw it and not at its last event. Losing it loses nothing else.
public struct PlaceFile: Sendable {
  private let path: String

  public init(_ files: TradeFiles) { path = "\(files.folder)/\(files.id).place" }

  /// Writes the place, whole or not at all; failing changes nothing.
  public func write(_ place: Place) {
    let tick = place.tick
    let text =
      "\(tick.index) \(tick.time.microseconds) \(tick.price.ticks) \(place.sequence)"
      + (place.speed.map { " \($0) \(place.isPaused ? "paused" : "running")" } ?? "") + "\n"
    let next = path + ".next"
    let descriptor = open(next, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return }
    let bytes = Array(text.utf8)
    let isWhole = Glibc.write(descriptor, bytes, bytes.count) == bytes.count
    close(descriptor)
    if isWhole { rename(next, path) }
  }

  /// The place, or nil where there is none that can be read.
  public func read() -> Place? {
    // Something else that stands there, a pipe, is never waited for.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var bytes = [UInt8](repeating: 0, count: 128)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    guard count > 0 else { return nil }
    let parts = String(decoding: bytes[..<count], as: UTF8.self).split(whereSeparator: {
      $0 == " " || $0 == "\n"
    })
    guard parts.count == 4 || parts.count == 6, let sequence = Int(parts[3]), let index = Int(parts[0]),
      let time = Int64(parts[1]), let price = Int(parts[2])
    else {
      return nil
    }
    let tick = Tick(index: index, time: Timestamp(microseconds: time), price: Price(ticks: price))
    var place = Place(tick: tick, sequence: sequence)
    if parts.count == 6, let speed = Double(parts[4]), speed > 0, speed <= 1_000_000 {
      place.speed = speed
      place.isPaused = parts[5] == "paused"
    }
    return place
  }
}

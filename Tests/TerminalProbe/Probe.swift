import CursesTerminal
import Glibc
import Screen
import Synchronization

/// The engine and the screen of the probe.
final class Probe: Sendable {
  private let files: ProbeFiles
  private let beats = Atomic(0)

  init(files: ProbeFiles) { self.files = files }

  /// The engine: a line in a file, fifty times a second. A file "fault" tells it what to do wrong.
  func beat(until stop: StopToken, poking screen: ScreenControl) throws {
    let heartbeat = files.open("heartbeat")
    while !stop.wait(milliseconds: 20) {
      let text = Array("\(beats.add(1, ordering: .relaxed).newValue)\n".utf8)
      _ = write(heartbeat, text, text.count)
      switch files.firstLine(of: "fault") {
      case nil: break
      case "return": return
      case "throw": throw EngineFault.asked
      case .some(let name): Fault(rawValue: name)?.happen()
      }
      screen.poke()
    }
    files.append("engine stopped", to: "events")
  }

  /// Every cell is another one in each picture, in many colours, so that an unread terminal is full soon.
  func picture(_ size: Size) -> CellBuffer {
    let beat = beats.load(ordering: .relaxed)
    var picture = CellBuffer(size: size)
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        let letter = Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8((beat + row + column) % 26)))
        let color = Color.indexed(UInt8((beat * 7 + row * 3 + column) % 256))
        picture[column, row] = Cell(letter, style: Style(foreground: color))
      }
    }
    picture.write("PROBE \(size.columns)x\(size.rows) ▲é", column: 0, row: 0)
    let exact = Style(foreground: .rgb(1, 2, 3), background: .rgb(4, 5, 6))
    if size.rows > 1 { picture.write("EXACT", column: 0, row: 1, style: exact) }
    return picture
  }

  /// Every input is noted; some act.
  func take(_ input: TerminalInput, control: ScreenControl) {
    files.append("input " + String(describing: input).onOneLine, to: "events")
    switch input {
    case .key(.character("q")): control.quit()
    case .key(.character("z")): control.suspend()
    case .key(.character("p")): print("printed by a library")
    case .key(.character("S")): Fault.segmentation.happen()
    case .key(.character("O")): Fault.overflow.happen()
    default: break
    }
  }
}

enum EngineFault: Error { case asked }

/// The ways to crash.
enum Fault: String {
  case segmentation, message, overflow, background

  func happen() {
    switch self {
    case .segmentation: UnsafeMutablePointer<Int>(bitPattern: 16)?.pointee = 1
    case .message: fatalError("asked to end by fatalError")
    case .overflow: _ = Self.depth(0)
    case .background:
      var thread = pthread_t()
      pthread_create(
        &thread, nil,
        { _ in
          Fault.segmentation.happen()
          return nil
        }, nil)
    }
  }

  @inline(never) private static func depth(_ depth: Int) -> Int {
    depth == .max ? 0 : Self.depth(depth + 1) &* 3 &+ depth
  }
}

extension String {
  fileprivate var onOneLine: String { String(map { $0.isNewline ? " " : $0 }) }
}

/// The files by which the tests see what happens inside.
struct ProbeFiles: Sendable {
  let directory: String

  func open(_ name: String) -> Int32 {
    Glibc.open("\(directory)/\(name)", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
  }

  func firstLine(of name: String) -> String? {
    guard let file = fopen("\(directory)/\(name)", "r") else { return nil }
    defer { fclose(file) }
    var bytes = [CChar](repeating: 0, count: 64)
    guard fgets(&bytes, 63, file) != nil else { return nil }
    return String(decoding: bytes.prefix { $0 > 0x20 }.map(UInt8.init), as: UTF8.self)
  }

  func append(_ line: String, to name: String) {
    let descriptor = open(name)
    let bytes = Array((line + "\n").utf8)
    _ = write(descriptor, bytes, bytes.count)
    close(descriptor)
  }
}

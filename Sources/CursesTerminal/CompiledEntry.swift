/// A compiled terminal description in memory, as files of the terminfo database hold it (`man 5 term`): read from
/// the format of either width of numbers, written in the wider one.
struct CompiledEntry: Hashable {
  /// A capability outside of the standard's list, which carries its own name.
  struct Named<Value: Hashable>: Hashable {
    var name: [UInt8]
    var value: Value
  }

  /// The type's names, with `|` between them and a zero behind.
  var names: [UInt8]
  /// Flags, numbers and strings in the standard's order; what stands behind the last of them is absent.
  var flags: [UInt8]
  var numbers: [Int32]
  var strings: [[UInt8]?]
  var namedFlags: [Named<UInt8>] = []
  var namedNumbers: [Named<Int32>] = []
  var namedStrings: [Named<[UInt8]?>] = []

  private static let narrow = 0o432
  private static let wide = 0o1036

  /// Nil for bytes that are no such description.
  init?(_ bytes: [UInt8]) {
    var reader = Reader(bytes: bytes)
    guard let header = reader.shorts(6), header[0] == Self.narrow || header[0] == Self.wide else {
      return nil
    }
    let width = header[0] == Self.wide ? 4 : 2
    guard let names = reader.take(header[1]), let flags = reader.take(header[2]) else { return nil }
    reader.align()
    guard let numbers = reader.numbers(header[3], width: width), let places = reader.shorts(header[4]),
      let table = reader.take(header[5])
    else { return nil }
    (self.names, self.flags, self.numbers) = (names, flags, numbers)
    guard let strings = Self.strings(places, in: table) else { return nil }
    self.strings = strings
    reader.align()
    if !reader.isAtEnd, !readNamed(&reader, width: width) { return nil }
  }

  /// The second part: counts, values, then the places of string values and of all names.
  private mutating func readNamed(_ reader: inout Reader, width: Int) -> Bool {
    guard let header = reader.shorts(5), let flags = reader.take(header[0]) else { return false }
    reader.align()
    let count = header[0] + header[1] + header[2]
    guard let numbers = reader.numbers(header[1], width: width), let values = reader.shorts(header[2]),
      let places = reader.shorts(count), let table = reader.take(header[4]),
      let strings = Self.strings(values, in: table)
    else { return false }
    // Names are counted from where the values end.
    let start = strings.reduce(0) { $0 + ($1.map { $0.count + 1 } ?? 0) }
    guard start <= table.count, let found = Self.strings(places, in: Array(table[start...])) else {
      return false
    }
    let names = found.compactMap { $0 }
    guard names.count == count else { return false }
    namedFlags = zip(names, flags).map(Named.init)
    namedNumbers = zip(names.dropFirst(flags.count), numbers).map(Named.init)
    namedStrings = zip(names.dropFirst(flags.count + numbers.count), strings).map(Named.init)
    return true
  }

  /// What stands at each place up to its zero; nil for one that is absent. Nil if a place is outside.
  private static func strings(_ places: [Int], in table: [UInt8]) -> [[UInt8]?]? {
    var strings: [[UInt8]?] = []
    for place in places {
      guard place < 0x8000 else {
        strings.append(nil)
        continue
      }
      guard place < table.count, let end = table[place...].firstIndex(of: 0) else { return nil }
      strings.append(Array(table[place..<end]))
    }
    return strings
  }

  /// The description with numbers of four bytes.
  var bytes: [UInt8] {
    var writer = Writer()
    let (places, table) = Self.table(strings)
    writer.shorts([Self.wide, names.count, flags.count, numbers.count, strings.count, table.count])
    writer.bytes += names + flags
    writer.align()
    writer.longs(numbers)
    writer.shorts(places)
    writer.bytes += table
    guard !(namedFlags.isEmpty && namedNumbers.isEmpty && namedStrings.isEmpty) else { return writer.bytes }
    writer.align()
    let named = namedFlags.map(\.name) + namedNumbers.map(\.name) + namedStrings.map(\.name)
    let (valuePlaces, values) = Self.table(namedStrings.map(\.value))
    let (namePlaces, names) = Self.table(named)
    writer.shorts([
      namedFlags.count, namedNumbers.count, namedStrings.count,
      named.count + namedStrings.count { $0.value != nil }, values.count + names.count,
    ])
    writer.bytes += namedFlags.map(\.value)
    writer.align()
    writer.longs(namedNumbers.map(\.value))
    writer.shorts(valuePlaces + namePlaces)
    writer.bytes += values + names
    return writer.bytes
  }

  /// Strings one behind the other, each with a zero, and where each begins.
  private static func table(_ strings: [[UInt8]?]) -> (places: [Int], bytes: [UInt8]) {
    var bytes: [UInt8] = []
    let places = strings.map { string -> Int in
      guard let string else { return 0xFFFF }
      defer { bytes += string + [0] }
      return bytes.count
    }
    return (places, bytes)
  }

  /// Little-endian values, one after the other; nil where the bytes end too early.
  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    var isAtEnd: Bool { position >= bytes.count }

    mutating func take(_ count: Int) -> [UInt8]? {
      guard bytes.count - position >= count else { return nil }
      defer { position += count }
      return Array(bytes[position..<position + count])
    }

    mutating func shorts(_ count: Int) -> [Int]? {
      guard let taken = take(count * 2) else { return nil }
      return (0..<count).map { Int(taken[$0 * 2]) | Int(taken[$0 * 2 + 1]) << 8 }
    }

    mutating func numbers(_ count: Int, width: Int) -> [Int32]? {
      guard width == 4 else { return shorts(count)?.map { Int32(Int16(truncatingIfNeeded: $0)) } }
      guard let halves = shorts(count * 2) else { return nil }
      return (0..<count).map { Int32(truncatingIfNeeded: halves[$0 * 2] | halves[$0 * 2 + 1] << 16) }
    }

    /// Values of more than a byte stand at even places.
    mutating func align() { position += position & 1 }
  }

  private struct Writer {
    var bytes: [UInt8] = []

    mutating func shorts(_ values: [Int]) {
      for value in values {
        bytes += [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
      }
    }

    mutating func longs(_ values: [Int32]) {
      for value in values { shorts([Int(value) & 0xFFFF, Int(value) >> 16 & 0xFFFF]) }
    }

    mutating func align() { if bytes.count % 2 == 1 { bytes.append(0) } }
  }
}

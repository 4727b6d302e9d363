/// The grid that a column's numbers must lie on: whole multiples of `unit` in 10^-`digits`, within a range.
struct FieldGrid {
  let digits: Int
  let unit: UInt64
  let smallest: UInt64
  let largest: UInt64
}

/// Why a field is no number of its column. The codes are negative, so that a scanner can return either a
/// number or a fault in one register.
enum FieldFault: Int64 {
  case notANumber = -1
  case offGrid = -2
  case tooSmall = -3
  case tooLarge = -4
}

/// Reads fields from bytes, several digits at a time.
///
/// The bytes must be followed by a line feed and then by 32 more that can be read: every method stops at a
/// byte that is not its own, and none of them takes a line feed but `endOfLine`.
struct FieldScanner {
  var position: UnsafePointer<UInt8>
  /// 10^0 to 10^19.
  let powers: UnsafePointer<UInt64>

  /// Takes digits into a value and says how many. The value has wrapped if they were more than 19 in all.
  @inline(__always)
  mutating func digits(into value: inout UInt64) -> Int {
    var taken = 0
    while true {
      let (chunk, count) = leadingDigits()
      if count > 0 {
        let number = FieldScanner.number(ofDigits: chunk &<< UInt64(64 &- 8 &* count))
        value = value &* powers[count] &+ number
      }
      position += count
      taken &+= count
      if count < 8 { return taken }
    }
  }

  /// Passes over digits and says how many there were.
  @inline(__always)
  mutating func skipDigits() -> Int {
    var taken = 0
    while true {
      let count = leadingDigits().count
      position += count
      taken &+= count
      if count < 8 { return taken }
    }
  }

  /// The next eight bytes with the digits among them as 0 to 9, and how many of them lead.
  @inline(__always)
  private func leadingDigits() -> (chunk: UInt64, count: Int) {
    let bytes = UInt64(littleEndian: UnsafeRawPointer(position).loadUnaligned(as: UInt64.self))
    let chunk = bytes ^ 0x3030_3030_3030_3030
    // A byte above 9 sets its high bit here; a carry reaches only the bytes behind it, which are not looked
    // at.
    let others = ((chunk &+ 0x7676_7676_7676_7676) | chunk) & 0x8080_8080_8080_8080
    return (chunk, others.trailingZeroBitCount >> 3)
  }

  /// The number that eight digits spell, the first one in the lowest byte: pairs, then fours, then all.
  @inline(__always)
  private static func number(ofDigits digits: UInt64) -> UInt64 {
    let pairs = digits &* 10 &+ (digits &>> 8)
    let low = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let high = ((pairs &>> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return (low &+ high) &>> 32
  }

  @inline(__always)
  mutating func byte(_ expected: UInt8) -> Bool {
    guard position.pointee == expected else { return false }
    position += 1
    return true
  }

  @inline(__always)
  mutating func comma() -> Bool { byte(UInt8(ascii: ",")) }

  /// Takes a line feed, with or without a carriage return before it.
  @inline(__always)
  mutating func endOfLine() -> Bool {
    if position.pointee == UInt8(ascii: "\r") { position += 1 }
    return byte(UInt8(ascii: "\n"))
  }

  /// Takes `true` or `false`, also with a capital.
  @inline(__always)
  mutating func flag() -> Bool {
    let bytes = UInt64(littleEndian: UnsafeRawPointer(position).loadUnaligned(as: UInt64.self)) | 0x20
    let isTrue = bytes & 0xFFFF_FFFF == 0x6575_7274
    let isFalse = bytes & 0xFF_FFFF_FFFF == 0x65_736C_6166
    position += isTrue ? 4 : 5
    return isTrue || isFalse
  }

  /// Passes over a whole number that nobody needs, of up to 40 digits.
  @inline(__always)
  mutating func skipIdentifier() -> Bool { (1...40).contains(skipDigits()) }

  /// Takes a time and brings it to microseconds; nil if it is neither milliseconds nor microseconds since
  /// 1970 of a day on which there were futures to trade.
  @inline(__always)
  mutating func time() -> Int64? {
    if let milliseconds = thirteenDigits() { return Int64(milliseconds) &* 1000 }
    var value: UInt64 = 0
    guard (12...16).contains(digits(into: &value)) else { return nil }
    if value > 100_000_000_000_000 { return Int64(value) }
    return Int64(value) &* 1000
  }

  /// Thirteen digits and a comma behind them, as times in milliseconds have from 2001 to 2286: two loads that
  /// overlap.
  @inline(__always)
  private mutating func thirteenDigits() -> UInt64? {
    guard position[13] == UInt8(ascii: ",") else { return nil }
    let head = leadingDigits()
    guard head.count == 8 else { return nil }
    let tail = FieldScanner(position: position + 5, powers: powers).leadingDigits()
    guard tail.count == 8 else { return nil }
    position += 13
    let low = FieldScanner.number(ofDigits: tail.chunk & 0xFFFF_FFFF_FF00_0000)
    return FieldScanner.number(ofDigits: head.chunk) &* 100_000 &+ low
  }

  /// Passes over a decimal number that nobody needs, of up to 40 digits on either side of the point.
  @inline(__always)
  mutating func skipDecimal() -> Bool {
    guard (1...40).contains(skipDigits()) else { return false }
    if byte(UInt8(ascii: ".")) {
      guard (1...40).contains(skipDigits()) else { return false }
    }
    return position.pointee | 0x20 == UInt8(ascii: "e") ? skipExponent() : true
  }

  private mutating func skipExponent() -> Bool {
    position += 1
    if position.pointee == UInt8(ascii: "-") || position.pointee == UInt8(ascii: "+") { position += 1 }
    return (1...6).contains(skipDigits())
  }

  /// Takes a decimal number exactly and says how many units of the grid it is, or a fault's code.
  @inline(__always)
  mutating func units(on grid: FieldGrid) -> Int64 {
    let start = position
    var mantissa: UInt64 = 0
    let whole = digits(into: &mantissa)
    guard whole > 0 else { return FieldFault.notANumber.rawValue }
    var fraction = 0
    if byte(UInt8(ascii: ".")) {
      fraction = digits(into: &mantissa)
      guard fraction > 0 else { return FieldFault.notANumber.rawValue }
    }
    if whole &+ fraction > 18 || position.pointee | 0x20 == UInt8(ascii: "e") {
      let (units, end) = FieldScanner.longUnits(from: FieldScanner(position: start, powers: powers), on: grid)
      position = end
      return units
    }
    return place(mantissa, exponent: -fraction, on: grid)
  }

  /// Brings mantissa times 10^exponent to the grid.
  @inline(__always)
  private func place(_ mantissa: UInt64, exponent: Int, on grid: FieldGrid) -> Int64 {
    let shift = grid.digits &+ exponent
    var units = mantissa
    if shift > 0, mantissa != 0 {
      guard shift <= 18 else { return FieldFault.tooLarge.rawValue }
      let (product, overflow) = mantissa.multipliedReportingOverflow(by: powers[shift])
      if overflow { return FieldFault.tooLarge.rawValue }
      units = product
    } else if shift < 0, mantissa != 0 {
      guard shift >= -19 else { return FieldFault.offGrid.rawValue }
      // One digit too many is the usual case, and dividing by a constant is much faster.
      let (quotient, remainder) =
        shift == -1
        ? mantissa.quotientAndRemainder(dividingBy: 10)
        : mantissa.quotientAndRemainder(dividingBy: powers[0 &- shift])
      if remainder != 0 { return FieldFault.offGrid.rawValue }
      units = quotient
    }
    if grid.unit != 1 {
      let (quotient, remainder) = units.quotientAndRemainder(dividingBy: grid.unit)
      if remainder != 0 { return FieldFault.offGrid.rawValue }
      units = quotient
    }
    if units < grid.smallest { return FieldFault.tooSmall.rawValue }
    if units > grid.largest { return FieldFault.tooLarge.rawValue }
    return Int64(units)
  }

  /// The same for numbers with an exponent or with more digits than 64 bits surely hold, a digit at a time.
  ///
  /// It takes a copy and says where it ended, so that the scanner of the fast path stays in registers.
  @inline(never)
  private static func longUnits(
    from start: FieldScanner, on grid: FieldGrid
  ) -> (units: Int64, end: UnsafePointer<UInt8>) {
    var scanner = start
    let units = scanner.longUnits(on: grid)
    return (units, scanner.position)
  }

  private mutating func longUnits(on grid: FieldGrid) -> Int64 {
    var mantissa: UInt64 = 0
    var exponent = 0
    var isBehindPoint = false
    var isCut = false
    var taken = 0
    while true {
      let digit = position.pointee &- UInt8(ascii: "0")
      if digit <= 9 {
        taken += 1
        if mantissa <= (UInt64.max - 9) / 10 {
          mantissa = mantissa * 10 + UInt64(digit)
          if isBehindPoint { exponent -= 1 }
        } else {
          if digit != 0 { isCut = true }
          if !isBehindPoint { exponent += 1 }
        }
      } else if position.pointee == UInt8(ascii: "."), !isBehindPoint {
        isBehindPoint = true
      } else {
        break
      }
      position += 1
    }
    guard taken <= 80 else { return FieldFault.tooLarge.rawValue }
    if position.pointee | 0x20 == UInt8(ascii: "e") {
      position += 1
      let isNegative = byte(UInt8(ascii: "-"))
      if !isNegative { _ = byte(UInt8(ascii: "+")) }
      var power: UInt64 = 0
      guard (1...6).contains(digits(into: &power)) else { return FieldFault.notANumber.rawValue }
      exponent += isNegative ? -Int(power) : Int(power)
    }
    if isCut { return exponent > 0 ? FieldFault.tooLarge.rawValue : FieldFault.offGrid.rawValue }
    return place(mantissa, exponent: exponent, on: grid)
  }
}

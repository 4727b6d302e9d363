import Trading

/// The grids of an instrument as the scanner needs them.
struct RecordedGrids {
  let price: FieldGrid
  /// Zero is allowed: bars of mark prices have no volume.
  let quantity: FieldGrid

  init(_ instrument: Instrument) {
    price = FieldGrid(
      digits: instrument.priceDigits, unit: UInt64(instrument.tickUnits), smallest: 1,
      largest: UInt64(Price.largest.ticks))
    quantity = FieldGrid(
      digits: instrument.quantityDigits, unit: UInt64(instrument.stepUnits), smallest: 0,
      largest: 1_000_000_000_000_000)
  }
}

/// The powers of ten that 64 bits hold.
enum PowersOfTen {
  /// 10^0 to 10^19, to be deallocated by the caller.
  static func allocate() -> UnsafeMutablePointer<UInt64> {
    let powers = UnsafeMutablePointer<UInt64>.allocate(capacity: 20)
    var power: UInt64 = 1
    for index in 0..<20 {
      (powers + index).initialize(to: power)
      power = power &* 10
    }
    return powers
  }
}

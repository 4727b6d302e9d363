import Trading

/// What grabbing an order takes from its place, to be put back by Esc.
struct BeforeGrab: Hashable, Sendable {
  var cursor: Price?
  var window: LadderWindow?
  var isScrolled: Bool
}

/// Taking an order, or the stop, with the cursor. It moves in the preview alone until Enter drops it.
extension InterfaceState {
  /// What `g` takes: the nearest order in the cursor's row, of equals the stop; in an empty row the stop.
  func orderToGrab(_ snapshot: Snapshot) -> LadderOrder? {
    guard let cursor, let window else { return nil }
    let row = window.row(of: cursor)
    let found = snapshot.orders.filter { window.row(of: $0.price) == row }
    let nearest = found.min { left, right in
      let (near, far) = (abs(left.price.ticks - cursor.ticks), abs(right.price.ticks - cursor.ticks))
      return near == far ? left.isStop && !right.isStop : near < far
    }
    return nearest ?? snapshot.orders.first(where: \.isStop)
  }

  /// The next one downwards; behind the lowest the highest.
  func orderAfterHeld(_ snapshot: Snapshot) -> LadderOrder? {
    let all = snapshot.orders.sorted { ($0.price.ticks, $0.label) > ($1.price.ticks, $1.label) }
    guard let index = all.firstIndex(where: { $0.label == held?.label }) else { return all.first }
    return all[(index + 1) % all.count]
  }

  mutating func grab(_ order: LadderOrder?, _ snapshot: Snapshot, _ preview: Previewer) {
    guard let order else { return }
    if mode != .grab { beforeGrab = BeforeGrab(cursor: cursor, window: window, isScrolled: isScrolled) }
    held = order
    cursor = order.price
    follow(snapshot)
    carry(snapshot, preview)
  }

  /// The preview of dropping it at the cursor.
  mutating func carry(_ snapshot: Snapshot, _ preview: Previewer) {
    guard let held, let cursor else { return }
    open(.grab, Sentence.move(held, to: cursor, snapshot.instrument), snapshot, preview)
  }

  /// It lies where it was taken: Enter has nothing to do.
  func isHeldInPlace(_ snapshot: Snapshot) -> Bool {
    guard mode == .grab, let held else { return false }
    return cursor == (snapshot.orders.first { $0.label == held.label } ?? held).price
  }

  mutating func drop() {
    // The cursor stays with what it has looked at.
    beforeGrab = nil
    guard let held else { return leave() }
    leave()
    say("\(held.name) stays where it was")
  }

  /// What was filled or cancelled meanwhile cannot be moved any more.
  mutating func keepHold(_ snapshot: Snapshot) {
    guard mode == .grab, let held else { return }
    if snapshot.orders.contains(where: { $0.label == held.label }) { return }
    leave()
    say("\(held.name) does not wait any more")
  }
}

extension LadderOrder {
  /// The stop is the one order that is never cancelled.
  var isStop: Bool { cancel == nil }

  /// As a person calls it: `stop`, `tranche 3`, `target 1`. What moves it begins so.
  var name: String { cancel.map { String($0.dropFirst("cancel ".count)) } ?? "stop" }
}

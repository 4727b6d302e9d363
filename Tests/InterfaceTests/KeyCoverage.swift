import Screen
import Trading

@testable import Interface

/// Which triple presses which key in which mode.
struct KeyCoverage {
  struct Place: Hashable {
    var mode: Mode
    var key: Key
  }

  /// The first case that presses the key there.
  private(set) var cases: [Place: String] = [:]

  /// Presses the keys of a case one by one, noting where each comes.
  mutating func press(_ keys: String) {
    var driver = Driver(Samples.long)
    for character in keys {
      let key = Driver.names[character] ?? .character(character)
      let place = Place(mode: driver.state.mode, key: key)
      if cases[place] == nil { cases[place] = keys }
      driver.press(String(character))
    }
  }

  /// Every key of the table in every mode it is for.
  static let places: [Place] = KeyMap.standard.bindings.flatMap { binding in
    binding.modes.flatMap { mode in binding.keys.map { Place(mode: mode, key: $0) } }
  }

  /// A line a key and mode, with its case; `-` where there is none.
  var table: String {
    let rows = KeyMap.standard.bindings.flatMap { binding in
      binding.keys.map { key -> String in
        let told = binding.modes.map { mode in
          "\(mode.name): " + (cases[Place(mode: mode, key: key)] ?? "-")
        }
        return "\(KeyName.text(key)) \(binding.action.name)\n" + told.map { "  \($0)\n" }.joined()
      }
    }
    return rows.joined()
  }
}

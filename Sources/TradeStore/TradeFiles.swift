/// The files of one trade, which stand beside each other in the trades' folder.
public struct TradeFiles: Hashable, Sendable {
  /// `btcusdt-20261123-1412-1`: symbol, UTC date and minute, and a number among the trades of that minute.
  public let id: String
  public let folder: String

  init(id: String, folder: String) {
    self.id = id
    self.folder = folder
  }

  /// The journal, an SQLite file; `-wal` and `-shm` files of SQLite stand beside it.
  public var journal: String { "\(folder)/\(id).trade" }
  /// The file whose lock makes a process the trade's owner.
  public var lock: String { "\(folder)/\(id).lock" }

  /// Lower-case ASCII letters, digits and inner hyphens: nothing that could leave the folder or upset a
  /// shell.
  static func isIdentifier(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return (1...64).contains(bytes.count) && bytes.first != UInt8(ascii: "-")
      && bytes.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}

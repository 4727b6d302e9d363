import Glibc

/// Standard output, as far as text that is laid out for it has to know.
enum OutputTerminal {
  /// Its columns and rows; nil where it is no terminal.
  static var size: (columns: Int, rows: Int)? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return nil
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Its width, 40 to 120 columns; where it is no terminal, as wide as is said.
  static func width(otherwise: Int = 80) -> Int { size.map { min(max(40, $0.columns), 120) } ?? otherwise }

  /// Whether the locale writes UTF-8. It sets the locale: before any other thread runs.
  static func isUnicode() -> Bool {
    setlocale(LC_CTYPE, "")
    return String(cString: nl_langinfo(nl_item(CODESET))) == "UTF-8"
  }
}

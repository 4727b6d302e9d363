import Screen

/// The help, and what of it is to be seen.
extension InterfaceState {
  mutating func openHelp() {
    helpedMode = mode
    mode = .help
    helpPage = 0
    helpPattern = ""
    serial += 1
  }

  /// Types what the help is to be about. What was being typed when it was asked for comes back behind it.
  mutating func beginHelpSearch() {
    mode = .helpSearch
    helpedLine = line
    line = TextLine(helpPattern)
    serial += 1
  }

  mutating func searchHelpAsTyped() {
    helpPattern = line.text.stripped
    helpPage = 0
  }

  mutating func endHelpSearch(keeping: Bool) {
    mode = .help
    if !keeping { helpPattern = "" }
    line = helpedLine
    helpPage = 0
    serial += 1
  }
}

import CNcurses

/// The curses that the program runs with.
public enum CursesLibrary {
  /// Such as `ncurses 6.4.20240113`.
  public static var version: String { String(cString: curses_version()) }
}

/// A key press, free of any terminal's encoding.
public enum Key: Hashable, Sendable {
  case character(Character)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
  /// A notch of the mouse's wheel. No click is ever a key.
  case wheelUp, wheelDown
  /// Ctrl with a letter, given in lower case.
  case control(Character)
  case function(Int)
  /// Alt with a letter that edits a line by words, or with Backspace (U+007F); elsewhere it is an Esc.
  case alt(Character)
}

/// What a terminal tells the interface.
public enum TerminalInput: Hashable, Sendable {
  case key(Key)
  /// One of several keys that came at once: typed ahead on a slow line, or pasted into a terminal that does not
  /// say so. A command that would act at once does not take it.
  case rapid(Key)
  /// Text pasted by the terminal (bracketed paste): never a command.
  case pasted(String)
  /// What comes belongs to a paste whose end has not come; Esc ends it.
  case unendedPaste
  /// What the terminal answered when it was asked for the colour of its background.
  case background(isLight: Bool)
  case resized(Size)
}

/// How many colours to use at most, as a person asks for it.
public enum ColorChoice: String, CaseIterable, Sendable {
  /// What the terminal and the environment say.
  case auto
  case none
  case sixteen = "16"
  case palette256 = "256"
  /// Red, green and blue as the theme has them.
  case exact = "true"
}

/// Which colours a terminal gets. What was asked for counts more than the environment, and that more than what the
/// terminal's description says.
public struct ColorPolicy {
  public let choice: ColorChoice
  private let variable: (String) -> String?

  /// `variable`: the value of an environment variable, nil if it is not set.
  public init(choice: ColorChoice, variable: @escaping (String) -> String?) {
    self.choice = choice
    self.variable = variable
  }

  private var isUncoloured: Bool { variable("NO_COLOR").map { !$0.isEmpty } ?? false }

  /// Whether exact colours are to be sent even if the terminal's description knows none.
  public var wantsExact: Bool {
    switch choice {
    case .exact: return true
    case .none, .sixteen, .palette256: return false
    case .auto:
      guard !isUncoloured, ["truecolor", "24bit"].contains(variable("COLORTERM")?.lowercased()) else {
        return false
      }
      // GNU screen hands on what the terminal around it said, and does not understand exact colours itself; tmux
      // goes by the same name, and does.
      return variable("TERM")?.hasPrefix("screen") != true || variable("TMUX") != nil
    }
  }

  /// The depth to draw with on a terminal of so many colours, which may take exact ones.
  public func depth(colors: Int, takesExact: Bool) -> ColorDepth {
    let described: ColorDepth =
      colors >= 256 ? .palette256 : colors >= 16 ? .sixteen : colors >= 8 ? .eight : .none
    switch choice {
    case .none: return .none
    case .sixteen: return described == .palette256 ? .sixteen : described
    case .palette256: return described
    case .exact: return takesExact ? .truecolour : described
    case .auto: return isUncoloured ? .none : takesExact ? .truecolour : described
    }
  }
}

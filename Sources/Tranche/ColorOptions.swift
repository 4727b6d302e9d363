import ArgumentParser
import CursesTerminal
import Glibc
import Interface

struct ColorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How many colours at most: auto, if not said, asks the terminal, COLORTERM and NO_COLOR; true sends exact colours.",
      valueName: ColorChoice.allCases.map(\.rawValue).joined(separator: "|")),
    completion: .list(ColorChoice.allCases.map(\.rawValue)),
    transform: { text in
      guard let choice = ColorChoice(rawValue: text) else {
        let known = ColorChoice.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("\(text) is no number of colours; there are: \(known)")
      }
      return choice
    })
  var colors: ColorChoice?

  /// Decided by what was asked for and the environment.
  var policy: ColorPolicy { policy(else: nil) }

  /// The same where the user's file may have chosen.
  func policy(else chosen: ColorChoice?) -> ColorPolicy { ColorOptions.policy(colors ?? chosen ?? .auto) }

  /// What the environment decides where nothing is asked for.
  static var policyOfEnvironment: ColorPolicy { policy(.auto) }

  private static func policy(_ choice: ColorChoice) -> ColorPolicy {
    ColorPolicy(choice: choice) { name in getenv(name).map { String(cString: $0) } }
  }
}

extension ColorPolicy {
  func depth(_ device: TerminalDevice) -> ColorDepth {
    depth(colors: device.colors, takesExact: device.takesTrueColor)
  }

  /// The depth for text on standard output: none where that is no terminal, unless colours were asked for by name.
  var depthOfOutput: ColorDepth {
    switch choice {
    case .none: return .none
    case .sixteen: return .sixteen
    case .palette256: return .palette256
    case .exact: return .truecolour
    case .auto:
      guard isatty(STDOUT_FILENO) == 1, let device = try? TerminalDevice.open(trueColor: wantsExact) else {
        return .none
      }
      return depth(device)
    }
  }
}

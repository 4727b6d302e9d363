import CursesTerminal
import Interface

extension TerminalSign {
  /// What the terminal does about an effect; nil for a command, which has nothing to do with it.
  init?(_ effect: AttentionEffect) {
    switch effect {
    case .bell: self = .bell
    case .title(let text): self = .title(text)
    case .notify(let text): self = .notice(text)
    case .command: return nil
    }
  }
}

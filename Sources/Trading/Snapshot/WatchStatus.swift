/// How much a watcher knows of the owner of the trade that it shows. An owner's own snapshot has none.
public struct WatchStatus: Hashable, Sendable {
  public enum Owner: Hashable, Sendable {
    /// It runs, and was heard a moment ago.
    case heard
    /// It is connected and says nothing: it is stopped, or busy.
    case silent
    /// It holds the trade and cannot be heard: there is the journal alone, and no price.
    case unheard
    /// Nobody holds the trade.
    case gone
  }

  public var owner: Owner
  /// The owner's process; nil if nobody holds the trade, or has not yet said who it is.
  public var pid: Int32?
  /// `/dev/pts/3`; empty for an owner without a terminal.
  public var terminal: String
  /// Since the owner was last heard; nil if it never was.
  public var heard: Span?
  /// Since the price was the owner's; nil where the price is unknown.
  public var price: Span?
  /// Why the journal cannot be read just now: what is shown is what it said before.
  public var journalProblem: String?

  public init(owner: Owner, pid: Int32? = nil, terminal: String = "") {
    self.owner = owner
    self.pid = pid
    self.terminal = terminal
  }
}

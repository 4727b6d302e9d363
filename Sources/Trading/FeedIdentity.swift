/// Which feed a trade ran on, kept in its first event so that a resumed rehearsal meets the same prices.
public enum FeedIdentity: Hashable, Sendable {
  case simulated(seed: UInt64)
  /// Modified in microseconds since 1970. The digest covers the file's first and last 64 KiB, or the whole of a file
  /// of up to 128 KiB.
  case file(path: String, bytes: Int64, modified: Int64, digest: String)
  case pipe
}

extension FeedIdentity: Codable {
  private enum Kind: String, Codable { case simulated, file, pipe }
  private enum Key: CodingKey { case kind, seed, path, bytes, modified, digest }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(Kind.self, forKey: .kind) {
    case .simulated:
      // A seed takes all 64 bits, which not every reader of JSON keeps: it is a string.
      guard let seed = UInt64(try container.decode(String.self, forKey: .seed)) else {
        throw DecodingError.dataCorruptedError(forKey: .seed, in: container, debugDescription: "not a seed")
      }
      self = .simulated(seed: seed)
    case .file:
      self = .file(
        path: try container.decode(String.self, forKey: .path),
        bytes: try container.decode(Int64.self, forKey: .bytes),
        modified: try container.decode(Int64.self, forKey: .modified),
        digest: try container.decode(String.self, forKey: .digest))
    case .pipe: self = .pipe
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .simulated(let seed):
      try container.encode(Kind.simulated, forKey: .kind)
      try container.encode(String(seed), forKey: .seed)
    case .file(let path, let bytes, let modified, let digest):
      try container.encode(Kind.file, forKey: .kind)
      try container.encode(path, forKey: .path)
      try container.encode(bytes, forKey: .bytes)
      try container.encode(modified, forKey: .modified)
      try container.encode(digest, forKey: .digest)
    case .pipe: try container.encode(Kind.pipe, forKey: .kind)
    }
  }
}

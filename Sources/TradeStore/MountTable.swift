/// Which filesystem a path is on, by the kernel's table of mounts.
struct MountTable {
  private var mounts: [(point: String, kind: String)] = []

  /// The table of this process, or nil where /proc is not mounted.
  static func current() -> MountTable? {
    SmallFile.read("/proc/self/mountinfo", limit: 1 << 20).map(MountTable.init)
  }

  /// Lines of `mountinfo`: the fifth field is the point, the one behind the lone hyphen the kind.
  init(_ text: String) {
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard let hyphen = fields.firstIndex(of: "-"), hyphen > 4, hyphen + 1 < fields.count else { continue }
      mounts.append((Self.unescaped(fields[4]), String(fields[hyphen + 1])))
    }
  }

  /// The kind at an absolute path without links: that of the longest mount point above it, the latest of
  /// equals.
  func kind(of path: String) -> String? {
    var best: (length: Int, kind: String)?
    for (point, kind) in mounts {
      let prefix = point == "/" ? "/" : point + "/"
      guard (path + "/").hasPrefix(prefix), prefix.utf8.count >= best?.length ?? 0 else { continue }
      best = (prefix.utf8.count, kind)
    }
    return best?.kind
  }

  /// Network and user-space filesystems: their locks, or the memory SQLite's readers share, may not hold.
  static func isUnsafe(_ kind: String) -> Bool {
    let names = [
      "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "coda", "lustre", "gpfs", "ncpfs",
      "vboxsf",
      "prl_fs", "vmhgfs",
    ]
    return kind.hasPrefix("fuse") || names.contains(kind)
  }

  /// Space, tab, line feed and backslash stand as three octal digits.
  private static func unescaped(_ field: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(field.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"),
        let code = UInt8(String(decoding: rest.prefix(3), as: UTF8.self), radix: 8)
      {
        bytes.append(code)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

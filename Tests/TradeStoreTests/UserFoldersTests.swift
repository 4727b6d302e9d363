import Testing

@testable import TradeStore

@Suite struct UserFoldersTests {
  /// Variables, and the three folders they lead to.
  @Test(
    arguments: [
      (
        ["XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s", "XDG_RUNTIME_DIR": "/r", "HOME": "/h"],
        ["/c/tranche", "/s/tranche", "/r/tranche"]
      ),
      (["HOME": "/h"], ["/h/.config/tranche", "/h/.local/state/tranche", nil]),
      // Relative and empty count as not set.
      (
        ["XDG_CONFIG_HOME": "c", "XDG_STATE_HOME": "", "XDG_RUNTIME_DIR": "./r", "HOME": "/h"],
        ["/h/.config/tranche", "/h/.local/state/tranche", nil]
      ),
      (["XDG_CONFIG_HOME": "/c", "HOME": "h"], ["/c/tranche", nil, nil]),
      (["XDG_CONFIG_HOME": "~/.config"], [nil, nil, nil]),
      (["XDG_CONFIG_HOME": "/c/", "HOME": "/"], ["/c/tranche", "/.local/state/tranche", nil]),
      ([:], [nil, nil, nil]),
    ] as [([String: String], [String?])])
  func foldersFollowTheEnvironment(_ variables: [String: String], _ expected: [String?]) {
    let folders = UserFolders { variables[$0] }
    #expect([folders.configuration, folders.state, folders.runtime] == expected)
  }
}

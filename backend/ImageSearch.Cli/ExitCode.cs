namespace ImageSearch.Cli;

/// <summary>The exit codes of the process; docs/cli.md documents each.</summary>
internal enum ExitCode
{
    Done = 0,

    /// <summary>Part of the request could not be done; the rest was done.</summary>
    PartlyFailed = 1,

    /// <summary>The command line is wrong; nothing was done.</summary>
    Misuse = 2,

    /// <summary>There is no server, no library or no model, or it is not ready yet.</summary>
    NotReady = 3,

    /// <summary>Another process has the data directory open.</summary>
    InUse = 4,

    /// <summary>Ctrl-C, with the exit code that shells use for it.</summary>
    Cancelled = 130,
}

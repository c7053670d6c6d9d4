namespace ImageSearch.Cli;

/// <summary>What the process answers to whoever started it; docs/cli.md documents each.</summary>
internal enum ExitCode
{
    Done = 0,

    /// <summary>Something that was asked for was not done; the rest was.</summary>
    PartlyFailed = 1,

    /// <summary>The command line is wrong; nothing was done.</summary>
    Misuse = 2,

    /// <summary>No server, no library, no model, or not ready yet.</summary>
    NotReady = 3,

    /// <summary>Another process has the data directory open.</summary>
    InUse = 4,

    /// <summary>Ctrl-C, as shells count it.</summary>
    Cancelled = 130,
}

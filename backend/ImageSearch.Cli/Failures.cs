using ImageSearch.Engine;
using ImageSearch.Engine.Spaces;

namespace ImageSearch.Cli;

/// <summary>
/// The only place where exceptions become an exit code and a sentence. Every exception that is not named here is an internal error.
/// </summary>
internal static class Failures
{
    private const string MissingModel = "model-missing";

    /// <summary>Null for an internal error.</summary>
    public static CliException? Explain(Exception exception) => exception switch
    {
        CliException cli => cli,
        OperationCanceledException => new CliException(
            ExitCode.Cancelled, "Stopped. What was added or changed until now stays; the same command continues with the rest."),
        DirectoryInUseException inUse => new CliException(
            ExitCode.InUse,
            $"The data directory {inUse.Directory} is in use by another ImageSearch process. If a server holds it, talk to that: use "
                + $"--server http://127.0.0.1:8000."),
        SetupException => new CliException(ExitCode.NotReady, exception.Message),
        LibraryException { Code: MissingModel } missing => new CliException(CodeOf(missing.Kind), WithoutModel(missing.Message)),
        LibraryException library => new CliException(CodeOf(library.Kind), library.Message),
        DirectoryNotFoundException => new CliException(ExitCode.Misuse, exception.Message),
        IOException or UnauthorizedAccessException => new CliException(ExitCode.PartlyFailed, exception.Message),
        _ => null,
    };

    private static ExitCode CodeOf(LibraryErrorKind kind) => kind switch
    {
        LibraryErrorKind.Invalid => ExitCode.Misuse,
        LibraryErrorKind.Conflict or LibraryErrorKind.TooMany or LibraryErrorKind.Unavailable => ExitCode.NotReady,
        _ => ExitCode.PartlyFailed,
    };

    /// <summary>Why nothing can be embedded, and the verb that helps.</summary>
    public static string WithoutModel(string problem) => $"{problem} imagesearch models use ID moves it.";
}

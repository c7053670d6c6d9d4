using ImageSearch.Engine;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Library;
using ImageSearch.Engine.Library.Importing;
using ImageSearch.Engine.Models;
using ImageSearch.Engine.Search;
using ImageSearch.Engine.Storage;

namespace ImageSearch.Cli;

/// <summary>The one place where exceptions become an exit code and a sentence. Anything not named here is a fault of ours.</summary>
internal static class Failures
{
    /// <summary>Null for a fault of ours.</summary>
    public static CliException? Explain(Exception exception) => exception switch
    {
        CliException cli => cli,
        OperationCanceledException => new CliException(
            ExitCode.Cancelled, "Stopped. What was added or changed until now stays; the same command takes up the rest."),
        DirectoryInUseException => new CliException(
            ExitCode.InUse, $"{FirstSentence(exception.Message)} If a server holds it, talk to that: use --server http://127.0.0.1:8000."),
        SetupException or ModelException or MissingModelException or ModelConflictException => new CliException(ExitCode.NotReady, exception.Message),
        ImagePendingException or RebuildingException or QueueFullException => new CliException(ExitCode.NotReady, exception.Message),
        InvalidLabelException or InvalidCursorException or InvalidRenamePatternException => new CliException(ExitCode.Misuse, exception.Message),
        DirectoryNotFoundException or ImportRefusedException => new CliException(ExitCode.Misuse, exception.Message),
        ModelNotFoundException or ModelPullException or JobNotFoundException or ImageNotFoundException or ImageFailedException or RejectedImageException or StorageFullException =>
            new CliException(ExitCode.PartlyFailed, exception.Message),
        IOException or UnauthorizedAccessException => new CliException(ExitCode.PartlyFailed, exception.Message),
        _ => null,
    };

    private static string FirstSentence(string text) => text.Split(". ")[0].TrimEnd('.') + ".";
}

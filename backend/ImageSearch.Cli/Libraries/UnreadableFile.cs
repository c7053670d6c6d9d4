using ImageSearch.Engine.Pictures;

namespace ImageSearch.Cli.Libraries;

/// <summary>A file of this machine that could not even be read.</summary>
internal static class UnreadableFile
{
    public static Problem Problem(Exception exception) =>
        new Rejection(RejectionReason.Unreadable, $"The file cannot be read: {exception.Message}").ToProblem();
}

using ImageSearch.Engine;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Answers;

/// <summary>Converts the library's refusals to JSON problems. Compiled into both the service and the command line.</summary>
internal static class LibraryProblems
{
    public static Problem ToProblem(this Rejection rejection) => new RejectedImageException(rejection).ToProblem();

    public static Problem ToProblem(this LibraryException exception) =>
        Problem.Of(exception.Code, StatusOf(exception.Kind), exception.Message, exception.Limit, exception.Actual) with
        {
            Percent = exception.Percent is { } percent ? Math.Round(percent, 1) : null,
        };

    private static int StatusOf(LibraryErrorKind kind) => kind switch
    {
        LibraryErrorKind.Invalid => 400,
        LibraryErrorKind.NotFound => 404,
        LibraryErrorKind.Conflict => 409,
        LibraryErrorKind.TooLarge => 413,
        LibraryErrorKind.Unsupported => 415,
        LibraryErrorKind.Unusable => 422,
        LibraryErrorKind.TooMany => 429,
        LibraryErrorKind.Unreachable => 502,
        LibraryErrorKind.Unavailable => 503,
        LibraryErrorKind.Full => 507,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

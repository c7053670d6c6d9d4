using ImageSearch.Imaging;

namespace ImageSearch.Engine.Pictures;

public enum RejectionReason
{
    /// <summary>The file has no bytes.</summary>
    Empty,

    /// <summary>Not a picture in a supported format.</summary>
    Unsupported,

    /// <summary>Incomplete or undecodable.</summary>
    Unreadable,

    /// <summary>Over the limit in bytes.</summary>
    TooManyBytes,

    /// <summary>Over the limit in pixels.</summary>
    TooManyPixels,

    /// <summary>Over the limit in animation frames or pages.</summary>
    TooManyFrames,
}

/// <summary>Why a file was refused, in words for the user who sent it.</summary>
/// <param name="Limit">The limit that it exceeded, in <paramref name="Reason"/>'s unit.</param>
/// <param name="Actual">Its actual value.</param>
public sealed record Rejection(RejectionReason Reason, string Detail, long? Limit = null, long? Actual = null)
{
    public static Rejection TooManyBytes(long bytes, long limit) => new(
        RejectionReason.TooManyBytes,
        $"The file is {FileSize.Describe(bytes)} large; {FileSize.Describe(limit)} are allowed. Send a smaller version of it.",
        limit,
        bytes);

    public static Rejection From(ImageException exception) => new(
        exception.Problem switch
        {
            ImageProblem.Empty => RejectionReason.Empty,
            ImageProblem.Unsupported => RejectionReason.Unsupported,
            ImageProblem.TooManyPixels => RejectionReason.TooManyPixels,
            ImageProblem.TooManyFrames => RejectionReason.TooManyFrames,
            _ => RejectionReason.Unreadable,
        },
        exception.Message,
        exception.Limit,
        exception.Actual);
}

/// <summary>The picture of a request, such as a query, was refused.</summary>
public sealed class RejectedImageException : LibraryException
{
    public RejectedImageException(Rejection rejection)
        : base(KindOf(rejection.Reason), rejection.Detail, CodeOf(rejection.Reason))
    {
        Rejection = rejection;
        Limit = rejection.Limit;
        Actual = rejection.Actual;
    }

    public Rejection Rejection { get; }

    private static LibraryErrorKind KindOf(RejectionReason reason) => reason switch
    {
        RejectionReason.Empty or RejectionReason.Unreadable => LibraryErrorKind.Unusable,
        RejectionReason.Unsupported => LibraryErrorKind.Unsupported,
        _ => LibraryErrorKind.TooLarge,
    };

    private static string CodeOf(RejectionReason reason) => reason switch
    {
        RejectionReason.Empty => "empty-file",
        RejectionReason.Unreadable => "unreadable-image",
        RejectionReason.Unsupported => "unsupported-image",
        RejectionReason.TooManyBytes => "file-too-large",
        RejectionReason.TooManyPixels => "too-many-pixels",
        RejectionReason.TooManyFrames => "too-many-frames",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}

using System.Text.Json;

namespace ImageSearch.Engine;

/// <summary>What kind of answer a failure is: what a caller can do about it. Each front end maps these once.</summary>
public enum LibraryErrorKind
{
    /// <summary>What was asked for is not valid; the same request never succeeds.</summary>
    Invalid,

    /// <summary>What was named is not there.</summary>
    NotFound,

    /// <summary>The library's present state does not allow it; another state would.</summary>
    Conflict,

    /// <summary>The content of a picture cannot be used.</summary>
    Unusable,

    /// <summary>The content of a file is of a kind that is not taken.</summary>
    Unsupported,

    /// <summary>A file is over a limit.</summary>
    TooLarge,

    /// <summary>Too much is asked for at once. <see cref="LibraryException.RetryAfter"/> says when to try again.</summary>
    TooMany,

    /// <summary>It cannot be answered for now. <see cref="LibraryException.RetryAfter"/> says when to try again.</summary>
    Unavailable,

    /// <summary>There is no room on the disk. Nothing of what was asked for has been kept.</summary>
    Full,

    /// <summary>A server elsewhere, on which it depends, gave no usable answer.</summary>
    Unreachable,
}

/// <summary>
/// The library cannot do what it was asked to. The message is a sentence or two for the person who asked: what is wrong and what to do.
/// Failures that are faults of the library itself are never of this type.
/// </summary>
/// <param name="code">A stable name for programs, in kebab case; null takes the kind's own.</param>
public class LibraryException(LibraryErrorKind kind, string message, string? code = null, Exception? inner = null) : Exception(message, inner)
{
    public LibraryErrorKind Kind { get; } = kind;

    /// <summary>A stable name for programs, in kebab case: "not-found".</summary>
    public string Code { get; } = code ?? (kind == LibraryErrorKind.Invalid ? "bad-parameter" : JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()));

    /// <summary>The limit that was exceeded, where there is one.</summary>
    public long? Limit { get; init; }

    /// <summary>What it was exceeded by.</summary>
    public long? Actual { get; init; }

    /// <summary>How much of what is waited for is done, 0 to 100.</summary>
    public double? Percent { get; init; }

    /// <summary>When it is worth trying again.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

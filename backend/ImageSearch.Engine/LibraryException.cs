using System.Text.Json;

namespace ImageSearch.Engine;

/// <summary>The kinds of failure, by what a caller can do about them. Each front end maps the kinds once.</summary>
public enum LibraryErrorKind
{
    /// <summary>The request is not valid and can never succeed.</summary>
    Invalid,

    /// <summary>The named object does not exist.</summary>
    NotFound,

    /// <summary>The library's present state does not allow the request; another state would.</summary>
    Conflict,

    /// <summary>The content of a picture cannot be used.</summary>
    Unusable,

    /// <summary>The content of a file is of an unsupported kind.</summary>
    Unsupported,

    /// <summary>A file is over a limit.</summary>
    TooLarge,

    /// <summary>Too many requests at once. <see cref="LibraryException.RetryAfter"/> says when to try again.</summary>
    TooMany,

    /// <summary>The request cannot be answered at present. <see cref="LibraryException.RetryAfter"/> says when to try again.</summary>
    Unavailable,

    /// <summary>The disk is full. Nothing of the request was kept.</summary>
    Full,

    /// <summary>A remote server gave no usable answer.</summary>
    Unreachable,
}

/// <summary>
/// The library cannot do what was requested. The message is a sentence or two for the user: what is wrong and what to do. Errors of the
/// library itself never have this type.
/// </summary>
/// <param name="code">A stable name for programs, in kebab case; null uses the kind's own name.</param>
public class LibraryException(LibraryErrorKind kind, string message, string? code = null, Exception? inner = null) : Exception(message, inner)
{
    public LibraryErrorKind Kind { get; } = kind;

    /// <summary>A stable name for programs, in kebab case: "not-found".</summary>
    public string Code { get; }
        = code ?? (kind == LibraryErrorKind.Invalid ? "bad-parameter" : JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()));

    /// <summary>The exceeded limit, if there is one.</summary>
    public long? Limit { get; init; }

    /// <summary>The value that exceeded the limit.</summary>
    public long? Actual { get; init; }

    /// <summary>The progress of the awaited work, 0 to 100.</summary>
    public double? Percent { get; init; }

    /// <summary>The time after which to try again.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

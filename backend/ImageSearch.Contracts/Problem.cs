using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace ImageSearch.Contracts;

/// <summary>An RFC 9457 problem.</summary>
/// <param name="Type">A URN that identifies the kind of problem for programs.</param>
/// <param name="Title">The kind of problem, the same for every occurrence.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What went wrong this time and what to do, for a human reader.</param>
/// <param name="Limit">The limit that was exceeded, if there is one.</param>
/// <param name="Actual">The value that exceeded the limit.</param>
public sealed record Problem(
    string Type,
    string Title,
    [property: Range(400, 599)] int Status,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Limit = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Actual = null)
{
    public const string ContentType = "application/problem+json";

    /// <summary>The trace id, for finding the request in the log.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }

    /// <summary>The progress of a rebuild, 0 to 100.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Range(0.0, 100.0)]
    public double? Percent { get; init; }

    /// <param name="code">In kebab case: the end of the type, and the title in words.</param>
    public static Problem Of(string code, int status, string detail, long? limit = null, long? actual = null) =>
        new($"urn:imagesearch:{code}", TitleOf(code), status, detail, limit, actual);

    // These two titles existed before titles were derived from the code, and clients know them.
    private static string TitleOf(string code) => code switch
    {
        "space-state" => "Not in that state",
        "rebuilding" => "rebuilding",
        _ => $"{char.ToUpperInvariant(code[0])}{code[1..].Replace('-', ' ')}",
    };
}

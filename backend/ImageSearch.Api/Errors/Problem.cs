using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;

namespace ImageSearch.Api.Errors;

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

    /// <summary>A problem that only repeats its status.</summary>
    public static Problem Of(int status, string? detail = null)
    {
        var title = ReasonPhrases.GetReasonPhrase(status);
        return new Problem($"urn:imagesearch:{title.ToLowerInvariant().Replace(' ', '-')}", title, status, detail ?? $"{title}.");
    }

    public Problem For(HttpContext context) => this with { TraceId = Activity.Current?.Id ?? context.TraceIdentifier };
}

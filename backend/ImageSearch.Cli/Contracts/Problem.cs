using System.Text.Json.Serialization;
using ImageSearch.Engine.Library;

namespace ImageSearch.Cli.Contracts;

/// <summary>Why a file was not taken, as the HTTP interface writes it (RFC 9457).</summary>
internal sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Limit = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Actual = null)
{
    public static Problem Of(Rejection rejection)
    {
        var (title, status) = rejection.Reason switch
        {
            RejectionReason.Empty => ("Empty file", 422),
            RejectionReason.Unreadable => ("Unreadable image", 422),
            RejectionReason.Unsupported => ("Unsupported image", 415),
            RejectionReason.TooManyBytes => ("File too large", 413),
            RejectionReason.TooManyPixels => ("Too many pixels", 413),
            RejectionReason.TooManyFrames => ("Too many frames", 413),
            _ => throw new ArgumentOutOfRangeException(nameof(rejection)),
        };
        return new Problem(
            $"urn:imagesearch:{title.ToLowerInvariant().Replace(' ', '-')}", title, status, rejection.Detail, rejection.Limit, rejection.Actual);
    }

    /// <summary>A file of this machine that could not even be read.</summary>
    public static Problem Unreadable(Exception exception) =>
        Of(new Rejection(RejectionReason.Unreadable, $"The file cannot be read: {exception.Message}"));
}

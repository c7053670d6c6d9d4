using System.Text.RegularExpressions;
using ImageSearch.Api.Errors;
using Microsoft.Net.Http.Headers;

namespace ImageSearch.Api.Uploads;

/// <summary>Reads the field name and the file name of a form's part from its Content-Disposition.</summary>
internal static partial class PartName
{
    /// <returns>The field's name, empty if there is none, and the client's file name; null if the part is not a file.</returns>
    /// <exception cref="BadParameterException">The part has no valid Content-Disposition.</exception>
    public static (string Field, string? File) Read(string? disposition)
    {
        if (ContentDispositionHeaderValue.TryParse(disposition, out var parsed))
            return (Unquote(parsed.Name.Value), FileName(parsed));
        // Some clients write quotes into a name without escaping them. The file itself, and the others of the form, are still good.
        return UnescapedFileName().Match(disposition ?? "") is { Success: true } match
            ? ("", match.Groups["name"].Value)
            : throw new BadParameterException("A part of the form has no valid Content-Disposition.");
    }

    private static string? FileName(ContentDispositionHeaderValue disposition)
    {
        if (disposition.FileNameStar is { HasValue: true, Value: { } decoded })
            return decoded;
        if (disposition.FileName.HasValue)
            return Unquote(disposition.FileName.Value).Replace("%22", "\"", StringComparison.Ordinal);
        return disposition.Parameters.Any(parameter => parameter.Name.StartsWith("filename", StringComparison.OrdinalIgnoreCase)) ? "" : null;
    }

    // Browsers write quotes as %22 and backslashes (C:\photos\dress.jpg) unchanged; other clients escape both with a backslash.
    private static string Unquote(string? value) =>
        HeaderUtilities.RemoveQuotes(value).ToString().Replace("\\\"", "\"", StringComparison.Ordinal)
            .Replace("\\\\", "\\", StringComparison.Ordinal);

    [GeneratedRegex("filename=\"(?<name>.*)\"", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex UnescapedFileName();
}

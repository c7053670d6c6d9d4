using System.Text.RegularExpressions;
using ImageSearch.Api.Errors;
using Microsoft.Net.Http.Headers;

namespace ImageSearch.Api.Uploads;

/// <summary>Reads the name of a form's part, and of its file, from its Content-Disposition.</summary>
internal static partial class PartName
{
    /// <returns>The field's name, empty where there is none, and the file's as its client wrote it; null where the part is no file.</returns>
    /// <exception cref="BadParameterException">The part says nothing of itself.</exception>
    public static (string Field, string? File) Read(string? disposition)
    {
        if (ContentDispositionHeaderValue.TryParse(disposition, out var parsed))
            return (Unquote(parsed.Name.Value), FileName(parsed));
        // Some clients put quotes into a name without escaping them. The file is good all the same, and so are the others of its form.
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

    // Browsers write quotes as %22 and backslashes (C:\photos\dress.jpg) as they are; others escape both with a backslash.
    private static string Unquote(string? value) =>
        HeaderUtilities.RemoveQuotes(value).ToString().Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);

    [GeneratedRegex("filename=\"(?<name>.*)\"", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex UnescapedFileName();
}

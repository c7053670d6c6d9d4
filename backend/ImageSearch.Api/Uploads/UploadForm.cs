using ImageSearch.Api.Errors;
using ImageSearch.Engine.Intake;

namespace ImageSearch.Api.Uploads;

/// <summary>
/// A multipart form that has been read: its fields and its spooled files. Disposing deletes the files that were not moved away.
/// </summary>
internal sealed class UploadForm(IReadOnlyList<SpooledFile> files, IReadOnlyDictionary<string, string> fields, bool isBatch) : IDisposable
{
    public IReadOnlyList<SpooledFile> Files { get; } = files;

    /// <summary>Whether a part was named 'files', so that the client expects a list even for one file.</summary>
    public bool IsBatch { get; } = isBatch;

    public FormFields Fields { get; } = new(fields);

    /// <summary>The files, at least one.</summary>
    /// <exception cref="BadParameterException">There is no file.</exception>
    public IReadOnlyList<SpooledFile> RequireFiles() =>
        Files.Count > 0
            ? Files
            : throw new BadParameterException("The form has no file. Send one or more pictures as parts named 'files', each with a file name.");

    /// <summary>The one file.</summary>
    /// <exception cref="BadParameterException">There is no file, or more than one.</exception>
    public SpooledFile RequireFile() => Files.Count switch
    {
        1 => Files[0],
        0 => throw new BadParameterException("The form has no file. Send one picture as a part named 'file', with a file name."),
        _ => throw new BadParameterException($"The form has {Files.Count} files; this endpoint takes one."),
    };

    public void Dispose()
    {
        foreach (var file in Files)
            file.Dispose();
    }
}

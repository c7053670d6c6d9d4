using System.ComponentModel.DataAnnotations;

namespace ImageSearch.Api.Uploads;

/// <summary>The limits of one request. Configuration section <c>Upload</c>.</summary>
public sealed class UploadOptions
{
    public const string Section = "Upload";

    /// <summary>The largest file, in bytes.</summary>
    [Range(1, 4L * 1024 * 1024 * 1024, ErrorMessage = "Upload:MaxFileBytes must lie between 1 and {2} (4 GiB).")]
    public long MaxFileBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>The largest file on the older systems' endpoints, in bytes.</summary>
    [Range(1, 4L * 1024 * 1024 * 1024, ErrorMessage = "Upload:MaxOlderFileBytes must lie between 1 and {2} (4 GiB).")]
    public long MaxOlderFileBytes { get; set; } = 16L * 1024 * 1024;

    /// <summary>The largest request, in bytes.</summary>
    [Range(1, 64L * 1024 * 1024 * 1024, ErrorMessage = "Upload:MaxRequestBytes must lie between 1 and {2} (64 GiB).")]
    public long MaxRequestBytes { get; set; } = 512L * 1024 * 1024;

    /// <summary>The most files in one request.</summary>
    [Range(1, 10_000, ErrorMessage = "Upload:MaxFiles must lie between 1 and {2}.")]
    public int MaxFiles { get; set; } = 64;
}

using System.ComponentModel.DataAnnotations;
using ImageSearch.Engine.Local.Files;

namespace ImageSearch.Api.Hosting;

/// <summary>Configuration section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>The folder of the library, relative to the working directory unless absolute.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Storage:DataDirectory must name a folder.")]
    public string DataDirectory { get; set; } = "data";
}

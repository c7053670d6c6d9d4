using System.Text.Json;

namespace ImageSearch.Engine.Embedding;

/// <summary>Reads `models.json` and names the key of the first problem.</summary>
internal static class RegistryFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        // otherwise a misspelt key would be silently ignored
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="ModelException">The file cannot be read or does not describe models.</exception>
    public static async Task<IReadOnlyList<RegistryEntry>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var content = await JsonSerializer.DeserializeAsync<Content>(stream, Json, cancellationToken).ConfigureAwait(false)
                ?? throw Broken(path, "it holds null");
            for (var i = 0; i < content.Models.Count; i++)
                Check(content.Models[i] ?? throw Broken(path, $"models[{i}] is null"), path, $"models[{i}]");
            if (content.Models.GroupBy(entry => entry!.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
                throw Broken(path, $"the id '{twice.Key}' is given to two models");
            if (content.Models.Count(entry => entry!.Recommended) > 1)
                throw Broken(path, "more than one model is 'recommended'");
            return content.Models!;
        }
        catch (JsonException exception)
        {
            throw Broken(path, exception.Path is null ? exception.Message : $"at {exception.Path}: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Broken(path, exception.Message, exception);
        }
    }

    private static void Check(RegistryEntry entry, string path, string key)
    {
        var id = entry.Id.Length is > 0 and <= 40 && entry.Id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-');
        Require(id && char.IsAsciiLetterOrDigit(entry.Id[0]), "id", "must be 1 to 40 lower-case letters, digits, '.', '_' or '-'");
        Require(
            entry.File.Length > 0 && !Path.IsPathRooted(entry.File) && !entry.File.Split('/', '\\').Contains(".."),
            "file", "must name a file inside the models directory");
        Require(entry.Sha256.Length == 64 && entry.Sha256.All(char.IsAsciiHexDigit), "sha256", "must be 64 hexadecimal digits");
        Require(entry.Bytes > 0, "bytes", "must be the size of the file");
        Require(
            entry.Sources.All(source => source is not null && SourceAddress.IsAllowed(source)),
            "sources",
            "must be addresses that begin with https://");
        Require(!entry.Recommended || entry.Sources.Count > 0, "recommended", "must be false where there are no sources to fetch the model from");
        Require(entry.Input.Width is > 0 and <= 4096, "input.width", "must lie between 1 and 4096");
        Require(entry.Input.Height == entry.Input.Width, "input.height", "must equal input.width: pictures are cut to squares");
        Require(entry.Preprocessing.Crop == entry.Input.Width, "preprocessing.crop", "must equal input.width");
        Require(
            entry.Preprocessing.Resize >= entry.Preprocessing.Crop && entry.Preprocessing.Resize <= 8192,
            "preprocessing.resize", "must lie between preprocessing.crop and 8192");
        Require(entry.Preprocessing.Mean.Count == 3, "preprocessing.mean", "must hold three numbers: red, green, blue");
        Require(
            entry.Preprocessing.Std.Count == 3 && entry.Preprocessing.Std.All(value => value > 0),
            "preprocessing.std", "must hold three positive numbers: red, green, blue");
        Require(entry.Output.Dimension is > 0 and <= 65536, "output.dimension", "must lie between 1 and 65536");

        void Require(bool holds, string name, string rule)
        {
            if (!holds)
                throw Broken(path, $"{key}.{name} {rule}");
        }
    }

    private static ModelException Broken(string path, string reason, Exception? innerException = null) =>
        new($"The model registry {path} cannot be used: {reason}. Correct the file, or copy it from the release again.", innerException);

    private sealed record Content
    {
        public required IReadOnlyList<RegistryEntry?> Models { get; init; }
    }
}

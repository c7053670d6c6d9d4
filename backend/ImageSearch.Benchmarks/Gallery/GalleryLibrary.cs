using System.Net.Http.Json;
using System.Text.Json;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Benchmarks.Gallery;

/// <summary>Many small, distinct pictures of several shapes, uploaded over HTTP: rows, originals and thumbnails are real.</summary>
internal sealed class GalleryLibrary(Uri page)
{
    private const int PerRequest = 64;

    private static readonly (int Width, int Height)[] Shapes = [(160, 120), (120, 160), (160, 90), (128, 128), (180, 80), (90, 160), (150, 100)];

    /// <summary>Uploads the missing pictures up to this number, and waits until all of them are embedded.</summary>
    public async Task FillAsync(int pictures, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = page, Timeout = TimeSpan.FromMinutes(5) };
        var present = await CountAsync(client, "total", cancellationToken);
        if (present < pictures)
            Console.WriteLine($"making a library of {pictures:N0} pictures; {present:N0} are there");

        // Several requests at once, so that the service reads one while it writes another.
        var starts = Enumerable.Range(0, (pictures - present + PerRequest - 1) / PerRequest).Select(i => present + (i * PerRequest));
        var options = new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(starts, options, async (start, token) =>
        {
            await UploadAsync(client, start, Math.Min(PerRequest, pictures - start), token);
            if (start / PerRequest % 100 == 0)
                Console.WriteLine($"  {start:N0} of {pictures:N0}");
        });

        while (await CountAsync(client, "pending", cancellationToken) is var waiting and > 0)
        {
            Console.WriteLine($"  waiting for {waiting:N0} pictures to be embedded");
            await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
        }

        // Another version of this benchmark may have used another model; the library then moves first, because the move would distort the
        // figures.
        while ((await client.GetFromJsonAsync<JsonElement>("api/v1/index", cancellationToken)).TryGetProperty("building", out var building)
            && building.ValueKind != JsonValueKind.Null)
        {
            Console.WriteLine(
                $"  moving to {building.GetProperty("model").GetString()}: {building.GetProperty("indexed").GetInt32():N0} pictures are there");
            await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
        }
    }

    private static async Task UploadAsync(HttpClient client, int start, int count, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent();
        for (var seed = start; seed < start + count; seed++)
        {
            var (width, height) = Shapes[seed % Shapes.Length];
            form.Add(new ByteArrayContent(TestImages.Jpeg(width, height, seed)), "files", $"picture-{seed:D6}.jpg");
        }

        // Two numbers may give the same bytes; each of them still counts as a picture.
        form.Add(new StringContent("keep"), "onDuplicate");
        using var answer = await client.PostAsync("api/v1/images", form, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<int> CountAsync(HttpClient client, string what, CancellationToken cancellationToken)
    {
        var index = await client.GetFromJsonAsync<JsonElement>("api/v1/index", cancellationToken);
        int Number(string name) => index.GetProperty(name).GetInt32();
        return what == "total" ? Number("indexed") + Number("pending") + Number("failed") : Number(what);
    }
}

using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.OpenApi;

internal sealed class GeneratedClientTests : ServiceFixture
{
    private const string Program = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Net.Http;
        using System.Threading.Tasks;

        namespace Generated;

        public static class Program
        {
            public static async Task<string[]> RunAsync(HttpClient http, byte[][] pictures)
            {
                var client = new ImageSearchClient(http);
                var said = new List<string>();

                var files = pictures.Select((picture, i) => new FileParameter(new MemoryStream(picture), $"{i}.png", "image/png")).ToList();
                var upload = await client.UploadImagesAsync(files, "dress", "red,summer", DuplicatePolicy.Keep);
                said.Add($"added {upload.Added}: {string.Join(' ', upload.Results.Select(result => result.Outcome))}");
                while ((await client.GetIndexAsync()).Pending > 0)
                    await Task.Delay(20);

                var search = await client.SearchAsync(
                    new FileParameter(new MemoryStream(pictures[1]), "query.png", "image/png"), 2, 0.5, ScoreKind.InverseDistance, null, null, null);
                said.Add($"search {search.Results.Count}: {search.Results.First().Image.Name} {search.Results.First().Similarity:0.000} {search.Results.First().Score.Kind}");

                var first = upload.Results.First().Image;
                var similar = await client.FindSimilarAsync(
                    first.Id, "dress", null, null, ImageStatus.Indexed, null, null, null, null, null, 2, 0.01, null, null);
                said.Add($"similar {similar.Results.All(hit => hit.Image.Id != first.Id)} {similar.Results.Count}");

                var list = await client.ListImagesAsync(
                    null, null, "red", null, null, null, null, null, null, 2, null, ImageSort.Name, ListOrder.Desc, null);
                said.Add($"list {list.Total}: {string.Join(' ', list.Items.Select(image => image.Name))} {list.NextCursor is not null}");

                var content = await client.GetImageContentAsync(first.Id);
                var bytes = new MemoryStream();
                await content.Stream.CopyToAsync(bytes);
                said.Add($"content {bytes.ToArray().SequenceEqual(pictures[0])}");

                try
                {
                    await client.GetImageAsync(999_999);
                }
                catch (ApiException<Problem> exception)
                {
                    said.Add($"problem {exception.StatusCode} {exception.Result.Title}");
                }

                return said.ToArray();
            }
        }
        """;

    [Test]
    public async Task Client_GeneratedFromTheDocument_UploadsSearchesAndLists()
    {
        var document = await Http.GetStringAsync("/openapi/v1.json");
        var pictures = new[] { TestImages.Png(48, 48, 1), TestImages.Png(48, 48, 2), TestImages.Png(48, 48, 3) };

        var said = await GeneratedClient.RunAsync<string[]>(document, Program, Http, pictures);

        Assert.That(said, Is.EqualTo(new[]
        {
            "added 3: Added Added Added",
            "search 1: 1.png 1.000 InverseDistance",
            "similar True 2",
            "list 3: 2.png 1.png True",
            "content True",
            "problem 404 Not found",
        }));
    }
}

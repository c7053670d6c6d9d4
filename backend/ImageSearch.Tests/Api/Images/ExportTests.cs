using System.Text.Json.Nodes;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Images;

internal sealed class ExportTests : ServiceFixture
{
    private JsonNode[] _images = [];

    protected override async Task FillAsync()
    {
        await AddAsync("=1+1 it's.jpg", TestImages.Jpeg(24, 16, 1), "dress, \"long\"", "red,blue");
        await AddAsync("b.png", TestImages.Png(8, 8, 2));
        await AddAsync("c.jpg", TestImages.Jpeg(24, 24, 3), "shirt");
        _images = (await GetAsync("/api/v1/images")).Items();
    }

    [Test]
    public async Task Export_Csv_HasALineForEachPicture()
    {
        var answer = await Http.GetAsync("/api/v1/images/export");
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n");

        Assert.That(answer.Content.Headers.ContentType!.ToString(), Is.EqualTo("text/csv; charset=utf-8"));
        Assert.That(answer.Content.Headers.ContentDisposition!.ToString(), Does.StartWith("attachment; filename=images.csv"));
        Assert.That(lines, Has.Length.EqualTo(5));
        Assert.That(lines[0], Is.EqualTo("id,name,category,tags,width,height,bytes,format,sha256,addedAt,status,problem"));
        // Quoted if CSV needs it; text that a spreadsheet would execute is made harmless.
        Assert.That(lines[1], Does.StartWith($"{_images[0].Id()},'=1+1 it's.jpg,\"dress, \"\"long\"\"\",\"blue,red\",24,16,"));
        Assert.That(lines[2].Split(',')[..8], Is.EqualTo(new[] { $"{_images[1].Id()}", "b.png", "", "", "8", "8", $"{_images[1]["bytes"]}", "png" }));
        Assert.That(lines[4], Is.Empty);
    }

    [Test]
    public async Task Export_Json_IsTheListItself()
    {
        var exported = JsonNode.Parse(await Http.GetStringAsync("/api/v1/images/export?format=json"))!.AsArray();

        Assert.That(JsonNode.DeepEquals(exported, (await GetAsync("/api/v1/images"))["items"]));
    }

    [Test]
    public async Task Export_FilterAndOrder_AreTheLists()
    {
        var exported = JsonNode.Parse(await Http.GetStringAsync("/api/v1/images/export?format=json&categorized=true&sort=name&order=desc"))!
            .AsArray();

        Assert.That(exported.Select(image => image!.Id()), Is.EqualTo(new[] { _images[2].Id(), _images[0].Id() }));
    }

    [TestCase("format=xml")]
    [TestCase("status=lost")]
    [TestCase("sort=colour")]
    public async Task Export_BadParameter_Is400(string query) => await Http.ProblemAsync(HttpMethod.Get, $"/api/v1/images/export?{query}", 400);
}

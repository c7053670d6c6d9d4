using System.Text.Json.Nodes;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Search;

internal sealed class SimilarTests : ServiceFixture
{
    private readonly List<JsonNode> _images = [];

    private protected override Service Create() => new(settings: ("Embedding:DecodeThreads", "1"));

    protected override async Task FillAsync()
    {
        for (var i = 0; i < 8; i++)
            _images.Add(await AddAsync($"{i}.png", TestImages.Png(48, 48, i), category: i < 3 ? "low" : "high"));
    }

    [Test]
    public async Task Get_EveryPicture_NeverFindsItself()
    {
        foreach (var image in _images)
        {
            var found = await SimilarAsync(image, "k=100");
            Assert.That(Names(found), Has.Length.EqualTo(7).And.Not.Contains(image.Text("name")));
            Assert.That(found["total"]!.GetValue<long>(), Is.EqualTo(7));
            Assert.That(found.Items("results").Select(hit => hit["rank"]!.GetValue<int>()), Is.EqualTo(Enumerable.Range(1, 7)));
        }
    }

    [Test]
    public async Task Get_PictureWithATwin_FindsTheTwinFirst()
    {
        var twin = await AddAsync("twin.png", TestImages.Png(48, 48, 3));
        try
        {
            var found = await SimilarAsync(_images[3], "k=1");
            Assert.That(Names(found), Is.EqualTo(new[] { "twin.png" }));
            Assert.That(Names(await SimilarAsync(twin, "k=1")), Is.EqualTo(new[] { "3.png" }));
            Assert.That((await SimilarAsync(twin, "threshold=1&k=100"))["total"]!.GetValue<long>(), Is.LessThanOrEqualTo(1));
        }
        finally
        {
            await Http.DeleteAsync($"/api/v1/images/{twin.Id()}");
        }
    }

    [Test]
    public async Task Get_Defaults_AreSixWithoutThreshold() => Assert.That(Names(await SimilarAsync(_images[0], "")), Has.Length.EqualTo(6));

    [TestCase(0, 2)]
    [TestCase(5, 3)]
    public async Task Get_Category_CountsWithoutThePictureItself(int picture, int expected)
    {
        var found = await SimilarAsync(_images[picture], "category=low&k=100");

        Assert.That(found["total"]!.GetValue<long>(), Is.EqualTo(expected));
        Assert.That(Names(found), Has.Length.EqualTo(expected).And.All.Matches<string>(name => name![0] is '0' or '1' or '2'));
    }

    [Test]
    public async Task Get_Crop_ComparesThatPartAndNeverFindsItself()
    {
        var found = await SimilarAsync(_images[2], "crop=0.1,0.1,0.4,0.4&k=100");

        Assert.That(Names(found), Has.Length.EqualTo(7).And.Not.Contains("2.png"));
        Assert.That(found["tookMs"]!["embed"]!.GetValue<double>(), Is.GreaterThan(0));
    }

    [Test]
    public async Task Get_FailedPicture_Is422WithTheReason()
    {
        var broken = await AddAsync("broken.jpg", TestImages.Truncated(TestImages.Jpeg(300, 300, 9), 0.5));
        var problem = await Http.ProblemAsync(HttpMethod.Get, $"/api/v1/images/{broken.Id()}/similar", 422);

        Assert.That(problem.Text("detail"), Does.Contain(broken.Text("problem")));
    }

    [Test]
    public async Task Get_PendingPicture_Is409()
    {
        // The only decoder is busy with large pictures, so the pictures after them wait.
        var slow = TestImages.FlatPng(9000, 9000, 200);
        var form = Multipart.Of(("slow1.png", slow), ("slow2.png", slow), ("late.png", TestImages.Png(20, 20, 77))).Field("onDuplicate", "keep");
        var upload = await Http.SendAsync(HttpMethod.Post, "/api/v1/images", form.ToContent(), 201);
        var late = upload.Items("results")[2]["image"]!;

        var problem = await Http.ProblemAsync(HttpMethod.Get, $"/api/v1/images/{late.Id()}/similar", 409);
        Assert.That(problem.Text("type"), Is.EqualTo("urn:imagesearch:not-ready"));
        await Http.WaitUntilIndexedAsync();
        await SimilarAsync(late, "");
        await Http.PostAsync("/api/v1/images/delete", new { ids = upload.Items("results").Select(result => result["image"]!.Id()) });
    }

    private Task<JsonNode> SimilarAsync(JsonNode image, string query) => GetAsync($"/api/v1/images/{image.Id()}/similar?{query}");

    private static string[] Names(JsonNode found) => found.Items("results").Select(hit => hit["image"]!.Text("name")).ToArray();
}

using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Parameters;

internal sealed class ParameterTests : ServiceFixture
{
    private const string WholeNumber = "must be a whole number from 1 to";

    private long _id;

    protected override async Task FillAsync()
    {
        _id = (await AddAsync("a.png", TestImages.Png(48, 48, 1))).Id();
        await AddAsync("b.png", TestImages.Png(48, 48, 2));
    }

    [TestCase("images/ID/similar?k=six", $"'k' {WholeNumber} 100; it is \"six\".")]
    [TestCase("images/ID/similar?k=101", $"'k' {WholeNumber} 100; it is \"101\".")]
    [TestCase("images/ID/similar?k=6.5", $"'k' {WholeNumber} 100; it is \"6.5\".")]
    [TestCase("images/ID/similar?k=5&k=6", $"'k' {WholeNumber} 100; it is \"5,6\".")]
    [TestCase("images/ID/similar?threshold=half", "'threshold' must be a number from 0 to 1, or auto; it is \"half\".")]
    [TestCase("images/ID/similar?score=1", "'score' must be none or inverseDistance; it is \"1\".")]
    [TestCase("images/ID/similar?crop=1,2", "'crop' must be x,y,width,height as fractions of the picture")]
    [TestCase("images?sort=1", "'sort' must be added, name or size; it is \"1\".")]
    [TestCase("images?sort=added,name", "'sort' must be added, name or size; it is \"added,name\".")]
    [TestCase("images?order=2", "'order' must be asc or desc; it is \"2\".")]
    [TestCase("images?status=0", "'status' must be pending, indexed or failed; it is \"0\".")]
    [TestCase("images?limit=abc", $"'limit' {WholeNumber} 500; it is \"abc\".")]
    [TestCase("images?minBytes=-1", "'minBytes' must be a whole number from 0 to")]
    [TestCase("images?categorized=perhaps", "'categorized' must be true or false; it is \"perhaps\".")]
    [TestCase("images?addedAfter=yesterday", "'addedAfter' must be an instant such as 2026-11-20T10:00:00Z; it is \"yesterday\".")]
    [TestCase("images/export?format=xml", "'format' must be csv or json; it is \"xml\".")]
    [TestCase("images/ID/thumbnail?size=150", "'size' must be 100, 200, 400 or 800; it is \"150\".")]
    [TestCase("jobs?limit=501", $"'limit' {WholeNumber} 500; it is \"501\".")]
    public async Task Query_NotWhatItMustBe_IsRefusedInWords(string path, string detail)
    {
        var problem = await Http.ProblemAsync(HttpMethod.Get, $"/api/v1/{path.Replace("ID", $"{_id}", StringComparison.Ordinal)}", 400);

        Assert.That(problem.Text("detail"), Does.StartWith(detail));
    }

    [TestCase("score", "1", "'score' must be none or inverseDistance; it is \"1\".")]
    [TestCase("status", "0", "'status' must be pending, indexed or failed; it is \"0\".")]
    [TestCase("k", "101", $"'k' {WholeNumber} 100; it is \"101\".")]
    public async Task Form_NotWhatItMustBe_IsRefusedInTheSameWords(string field, string value, string detail)
    {
        var form = new Multipart().File("q.png", TestImages.Png(48, 48, 2), "file").Field(field, value);
        var problem = await Http.ProblemAsync(HttpMethod.Post, "/api/v1/search", 400, form.ToContent());

        Assert.That(problem.Text("detail"), Is.EqualTo(detail));
    }

    [TestCase("images/retry", """{"filter":{"status":"lost"}}""", "'filter.status' must be pending, indexed or failed; it is \"lost\".")]
    [TestCase("images/retry", """{"filter":{"status":2}}""", "'filter.status' must be pending, indexed or failed; it is a number.")]
    [TestCase("images/categorize", """{"filter":{},"from":"folder"}""", "'from' must be name; it is \"folder\".")]
    [TestCase("index/jobs", """{"mode":"some"}""", "'mode' must be missing, all or type; it is \"some\".")]
    [TestCase("index/jobs", """{"mode":null}""", "'mode' is missing: say missing, all or type.")]
    [TestCase("imports", """{"path":"/","store":"move"}""", "'store' must be copy or reference; it is \"move\".")]
    public async Task Body_NotWhatItMustBe_IsRefusedInTheSameWords(string path, string body, string detail)
    {
        var problem = await Http.ProblemAsync(HttpMethod.Post, $"/api/v1/{path}", 400, new StringContent(body, null, "application/json"));

        Assert.That(problem.Text("detail"), Is.EqualTo(detail));
    }

    [TestCase("images/ID/similar?k=&threshold=&crop=&score=&status=&minBytes=&addedAfter=&categorized=&category=")]
    [TestCase("images/ID/similar?K=3&Threshold=AUTO&SCORE=InverseDistance&status=INDEXED")]
    [TestCase("images?limit=&cursor=&sort=&order=&ids=&search=&status=")]
    [TestCase("images?sort=NAME&order=Desc")]
    [TestCase("images/layout?sort=&order=")]
    [TestCase("jobs?limit=&cursor=")]
    public async Task Query_EmptyOrInAnotherCase_IsTaken(string path) =>
        await GetAsync($"/api/v1/{path.Replace("ID", $"{_id}", StringComparison.Ordinal)}");

    [Test]
    public async Task Similar_ItsParameters_AreUsed()
    {
        var path = $"/api/v1/images/{_id}/similar";

        Assert.That((await GetAsync($"{path}?threshold=1"))["total"]!.GetValue<int>(), Is.Zero);
        Assert.That((await GetAsync($"{path}?threshold=auto"))["threshold"], Is.Not.Null);
        Assert.That((await GetAsync($"{path}?score=inverseDistance")).Items("results")[0]["score"]!.Text("kind"), Is.EqualTo("inverseDistance"));
        Assert.That((await GetAsync(path)).Items("results")[0]["score"], Is.Null);
    }
}

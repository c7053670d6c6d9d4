using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Tests.Cli;

/// <summary>The server at the given address is not necessarily an ImageSearch server.</summary>
internal sealed class HostileServerTests
{
    private const string Picture = """
        {"id":1,"name":"\u001b[31mred\u001b[0m [bold]x[/]\n\u009b2J\u202Egpj.exe","width":1,"height":1,"bytes":1,"format":"png","sha256":"aa",
         "category":"\u001b]0;title\u0007","tags":["\u0008"],"addedAt":"2026-01-01T00:00:00Z","status":"indexed","url":"/","thumbnailUrl":"/"}
        """;

    private const string Problem = """{"type":"urn:x","title":"x","status":404,"detail":"\u001b[2Jgone [red]now[/]"}""";

    [Test]
    public async Task List_NamesWithEscapeSequences_AreShownWithoutThem([Values("list", "export")] string verb)
    {
        var answer = await AgainstAsync(200, $$"""{"items":[{{Picture}}],"nextCursor":null,"total":1}""", verb);

        Assert.That(answer.ExitCode, Is.Zero, answer.Errors);
        Assert.That(answer.Output, Does.Contain("[31mred[0m [bold]x[/]2Jgpj.exe").And.Contain("]0;title"));
        Assert.That(answer.Output.Where(character => char.IsControl(character) && character is not ('\n' or '\t' or '\r')), Is.Empty);
    }

    [Test]
    public async Task List_AsJson_EscapesThem()
    {
        var answer = await AgainstAsync(200, $$"""{"items":[{{Picture}}],"nextCursor":null,"total":1}""", "list", "--json");

        Assert.That(answer.Output, Does.Contain("\\u001B[31mred"));
        Assert.That(answer.Output.Where(character => char.IsControl(character) && character != '\n'), Is.Empty);
    }

    [Test]
    public async Task Similar_AProblemWithEscapeSequences_IsToldWithoutThem() =>
        (await AgainstAsync(404, Problem, "similar", "1")).AssertRefused(1, "imagesearch: [2Jgone [red]now[/]");

    [TestCase(200, "<html>hello</html>")]
    [TestCase(200, "{}")]
    [TestCase(200, "null")]
    [TestCase(200, """{"items":null,"nextCursor":null,"total":1}""")]
    [TestCase(200, """{"items":[null],"nextCursor":null,"total":1}""")]
    [TestCase(302, "")]
    [TestCase(500, "oops")]
    public async Task List_AnswerOfSomethingElse_IsRefused(int status, string body) =>
        (await AgainstAsync(status, body, "list")).AssertRefused(3, "is not an ImageSearch server");

    [Test]
    public async Task List_PagesWithoutEnd_AreGivenUp() =>
        (await AgainstAsync(200, $$"""{"items":[{{Picture}}],"nextCursor":"x","total":1}""", "list", "--all")).AssertRefused(3, "does not end");

    [Test]
    public async Task List_NobodyAnswers_SaysHowToStartOne() =>
        (await CommandLineRun.RunAsync(["list", "--server", "http://127.0.0.1:1"])).AssertRefused(3, "No server answers at http://127.0.0.1:1/");

    private static async Task<CliAnswer> AgainstAsync(int status, string body, params string[] arguments)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        server.Run(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(body);
        });
        await server.StartAsync();
        return await CommandLineRun.RunAsync([.. arguments, "--server", server.Urls.Single()]);
    }
}

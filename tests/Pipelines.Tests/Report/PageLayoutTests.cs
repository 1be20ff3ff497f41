using System.Text.Json;
using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace NasPipelines.Tests.Report;

/// <summary>What a reader sees: on a phone, on wide screens, in the dark, on paper.</summary>
public sealed class PageLayoutTests : PageTests
{
    [TestCase(390, 844)]
    [TestCase(1280, 900)]
    [TestCase(1920, 1080)]
    public async Task Page_OfAnyWidth_UsesItAndNeverScrollsSideways(int width, int height)
    {
        await ShowAsync(width, height);
        await KeepAsync($"{width}-light");
        Assert.That(await OverflowAsync("html"), Is.Zero);
        Assert.That(await Page.EvaluateFunctionAsync<string[]>(
            """
            () => [...document.querySelectorAll('section')]
              .filter(s => s.innerText.trim().length < s.querySelector('h2').innerText.length + 40 || s.clientHeight < 80)
              .map(s => s.id)
            """), Is.Empty, "no section is empty");
        if (width > 700)
        {
            Assert.That(
                await OverflowAsync("#summary .scroll"), Is.Zero, "the summary is wholly in view");
            Assert.That(
                await Page.EvaluateExpressionAsync<bool>("document.querySelector('.alerts').getBoundingClientRect().bottom < innerHeight"),
                "verdict, picture and alerts are on the first screen");
        }

        await Page.EmulateMediaFeaturesAsync([new() { MediaFeature = MediaFeature.PrefersColorScheme, Value = "dark" }]);
        await KeepAsync($"{width}-dark");
    }

    [Test]
    public async Task Page_OnAPhone_KeepsTheFirstColumnInViewAndItsTextsReadable()
    {
        await ShowAsync(390, 844);
        Assert.That(await OverflowAsync("#summary .scroll"), Is.GreaterThan(0));
        Assert.That(
            await Page.EvaluateExpressionAsync<bool>("document.querySelector('#summary .scroll').classList.contains('more')"),
            "what is hidden to the right is hinted at");
        foreach (var region in (string[])["#summary .scroll", "#differences .scroll", "#top .scroll", "#complexity .scroll"])
        {
            var moved = await Page.EvaluateFunctionAsync<double[]>(
                """
                selector => {
                  const region = document.querySelector(selector), head = region.querySelector('tbody th');
                  region.scrollLeft = 10000;
                  return [region.scrollLeft, head.getBoundingClientRect().left - region.getBoundingClientRect().left, head.offsetWidth];
                }
                """, region);
            Assert.That(moved[1], Is.InRange(0, 2), $"{region}, scrolled by {moved[0]}");
            Assert.That(moved[2], Is.LessThan(390 * 0.45), region);
        }

        var sizes = await Page.EvaluateExpressionAsync<double[]>(
            """
            [...document.querySelectorAll('svg.plot text')].filter(t => t.getBoundingClientRect().width > 0)
              .map(t => {
                const plot = t.ownerSVGElement, scale = plot.getBoundingClientRect().width / plot.viewBox.baseVal.width;
                return parseFloat(getComputedStyle(t).fontSize) * scale;
              })
            """);
        Assert.That(sizes.Min(), Is.GreaterThanOrEqualTo(9.5), "no plot shrinks its text beyond reading");
    }

    [TestCase("light")]
    [TestCase("dark")]
    public async Task Page_EveryText_ContrastsWithWhatIsBehindIt(string scheme)
    {
        await Page.EmulateMediaFeaturesAsync([new() { MediaFeature = MediaFeature.PrefersColorScheme, Value = scheme }]);
        var lowest = await Page.EvaluateFunctionAsync<JsonElement>(
            """
            () => {
              const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
              const rgb = colour => {
                context.clearRect(0, 0, 1, 1);
                context.fillStyle = colour;
                context.fillRect(0, 0, 1, 1);
                return context.getImageData(0, 0, 1, 1).data;
              };
              const linear = v => v / 255 <= .03928 ? v / 255 / 12.92 : ((v / 255 + .055) / 1.055) ** 2.4;
              const light = c => .2126 * linear(c[0]) + .7152 * linear(c[1]) + .0722 * linear(c[2]);
              const behind = e => {
                for (; e; e = e.parentElement) {
                  const c = rgb(getComputedStyle(e).backgroundColor);
                  if (c[3] === 255) return c;
                }
                return rgb('white');
              };
              let worst = { ratio: 99 }, count = 0;
              for (const e of document.querySelectorAll('td,th,td small,th small,p,li,dd,dt,summary,nav a,.tag,caption')) {
                if (!e.innerText?.trim() || !e.checkVisibility()) continue;
                const a = light(rgb(getComputedStyle(e).color)), b = light(behind(e));
                const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
                count++;
                if (ratio < worst.ratio) worst = { ratio, text: e.innerText, tag: e.outerHTML.slice(0, 120) };
              }
              return { ...worst, count };
            }
            """);
        Assert.That(lowest.GetProperty("count").GetInt32(), Is.GreaterThan(300));
        Assert.That(lowest.GetProperty("ratio").GetDouble(), Is.GreaterThanOrEqualTo(4.5), lowest.ToString());
    }

    [Test]
    public async Task Page_OnPaper_IsLightUnfoldedAndWithoutButtons()
    {
        await Page.EmulateMediaFeaturesAsync([new() { MediaFeature = MediaFeature.PrefersColorScheme, Value = "dark" }]);
        Assert.That(await Page.PdfDataAsync(new() { Format = PaperFormat.A4, PrintBackground = true }), Has.Length.GreaterThan(50_000));
        Assert.That(await CountAsync("details:not([open])"), Is.GreaterThan(0), "folded again after it");

        await Page.EmulateMediaTypeAsync(MediaType.Print);
        await Page.EvaluateExpressionAsync("dispatchEvent(new Event('beforeprint'))");
        await Page.SetViewportAsync(new() { Width = 740, Height = 1000 });
        await KeepAsync("print");
        Assert.That(
            await Page.EvaluateExpressionAsync<string>("getComputedStyle(document.body).backgroundColor"),
            Is.EqualTo("rgb(255, 255, 255)"));
        Assert.That(await CountAsync("details:not([open])"), Is.Zero);
        Assert.That(
            await Page.EvaluateExpressionAsync<int>(
                "[...document.querySelectorAll('nav,.downloads,.why,.zoom')].filter(e => e.checkVisibility()).length"), Is.Zero);
        Assert.That(
            await Page.EvaluateExpressionAsync<double>(
                "Math.max(...[...document.querySelectorAll('table')].map(t => t.getBoundingClientRect().right)) - innerWidth"),
            Is.LessThanOrEqualTo(0), "no table is cut off");
    }
}

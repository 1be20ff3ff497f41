using System.Collections.Immutable;
using System.Text;

namespace NasPipelines.Report.Sections;

/// <summary>What the words of a report mean: beside each word where it is used, and all of them at the end of the page.</summary>
internal static class Explanations
{
    private static readonly ImmutableArray<Explanation> All =
    [
        new("n", "n", "Number of architectures with a truth and this score: what the numbers of the row rest on."),
        new("coverage", "coverage", "Share of the architectures with a truth that have this score."),
        new("interval", "interval", "In brackets, or drawn as a bar or band: where the value would lie with other architectures of "
            + "the same "
            + "space, as often as the confidence says. The noise of the truth and that of the estimator's seed are not in it."),
        new("kendall", "KD", "Kendall's tau-b, in [-1, 1]: of two architectures drawn at random, how much more often the score orders them "
            + "as the truth does than the other way round; equal ones are accounted for. 1 is the same order, 0 is chance."),
        new("spearman", "SpearmanR", "Spearman's rank correlation, in [-1, 1]: the correlation of the places. It counts large "
            + "displacements "
            + "more than Kendall's tau does. 0 is chance."),
        new("precisionAtTop", "P@topK", "Of the share K of architectures with the best scores, how many are truly among that share. K is "
            + "chance, 1 is all. It rests on as many architectures as the share holds."),
        new("kendallInTrueTop", "KD in true top", "Kendall's tau among the truly best share only: whether winners are told from "
            + "each other. "
            + "It rests on few architectures, whose number is said with it."),
        new("partialKendall", "partial KD", "Kendall's tau that is left when complexity is held fixed: what a score knows beyond size."),
        new("chance", "not different from chance", "Such a tau would also come from random scores, once it is accounted for that several "
            + "scores are tested (Holm's correction). All other numbers of that score are shown grey: they are no evidence."),
        new("free", "best free score", "The best of the scores that need no estimator, such as the number of parameters. One that does not "
            + "beat it is not worth its time."),
        new("differences", "paired difference", "Both scores are evaluated on the same resamples of the same architectures, which finds "
            + "differences that separate intervals hide. Coloured are those that stay after Holm's correction for the number of pairs."),
        new("agreement", "agreement", "Kendall's tau of two estimators with each other. 1: they order all architectures alike, and the "
            + "second adds nothing. Two good ones that agree little are worth combining."),
        new("trueRank", "true rank", "Place by the truth, 1 is the best; equal ones share the better place."),
        new("topShare", "truly best share", "Only the architectures of the best share by the truth are looked at, such as the best 5 %."),
        new("rankDifference", "rank difference", "How many places a group is ranked above what is true, as a share of all: positive where "
            + "over-estimated, negative where under-estimated (Ning et al. 2021)."),
        new("learning", "learned predictor", "Trees that learn from architectures with a label. In each repetition other architectures are "
            + "drawn to be labelled, settings are chosen by cross-validation among them alone, and tau is taken on all that were not drawn "
            + "and are no other encoding of one drawn. The band holds 95 % of the repetitions."),
        new("importance", "share of the gain", "How much better splits by a feature made the trees' predictions, as a share of what all "
            + "splits did. Of features that tell the same, one may have the share of all."),
        new("reliability", "reliability", "Scores of one network with other untrained weights differ. The less they agree, the more of a "
            + "score is chance that a mean over more seeds takes away: KD without their noise is what it goes to (Spearman 1904), and the "
            + "share explained is how much of the disagreement with the truth would go with it."),
        new("missing", "missing scores", "An architecture without a score can be left out, or ranked below every other, or only those with "
            + "every score can be looked at; an estimator that fails on the hard ones looks better when they are left out."),
    ];

    /// <summary>The explanation of a word; null where there is none.</summary>
    public static Explanation? Find(string id) => All.FirstOrDefault(e => string.Equals(e.Id, id, StringComparison.OrdinalIgnoreCase));

    /// <summary>All of them as a list.</summary>
    public static string List() =>
        $"<dl>{string.Concat(All.Select(e => $"<dt>{Html.Encode(e.Word)}</dt><dd>{Html.Encode(e.Text)}</dd>"))}</dl>";

    /// <summary>What opens beside the words.</summary>
    public static string Popovers()
    {
        var page = new StringBuilder();
        foreach (var e in All)
        {
            page.Append(
                Html.Text($"<div popover id=\"why-{e.Id}\" class=\"because\"><p><strong>{Html.Encode(e.Word)}</strong></p><p>"))
                .Append(Html.Encode(e.Text))
                .Append(Html.Text(
                    $"</p><button type=\"button\" popovertarget=\"why-{e.Id}\" popovertargetaction=\"hide\">Close</button></div>\n"));
        }

        return page.ToString();
    }
}

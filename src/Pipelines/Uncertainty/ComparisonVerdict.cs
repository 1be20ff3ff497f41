using NasPipelines.Evaluation;

namespace NasPipelines.Uncertainty;

/// <summary>The answer of a comparison in words.</summary>
internal static class ComparisonVerdict
{
    private const int Named = 5;

    public static string Of(RankingComparison comparison)
    {
        string[] ranked =
        [
            .. comparison.Evaluation.Where(e => !double.IsNaN(e.Kendall)).OrderByDescending(e => e.Kendall).Select(e => e.Name),
        ];
        string[] own = [.. ranked.Except(comparison.Options.Baselines)];
        string[] random = [.. comparison.Chance.Where(c => !double.IsNaN(c.PValue) && !c.Differs).Select(c => c.Score)];
        var answer = ranked.Length == 0 ? "No score ranks these architectures: tau is undefined for every one."
            : comparison.Baseline is { } free && own.Length > 0 ? AgainstFree(comparison, own, free)
            : Among(comparison, ranked);
        return random.Length == 0 || (ranked.Length == 1 && random.Length == 1) ? answer
            : $"{answer} {List(random)} {(random.Length == 1 ? "is" : "are")} not different from chance.";
    }

    /// <summary>Names as in a sentence; many are cut short.</summary>
    public static string List(IReadOnlyList<string> names) =>
        names.Count > Named ? $"{string.Join(", ", names.Take(Named - 1))} and {names.Count - Named + 1} others"
        : names.Count > 1 ? $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}"
        : names[0];

    private static string AgainstFree(RankingComparison comparison, string[] own, string free)
    {
        var against = own.Select(name => (Name: name, Found: comparison.Between(name, free)))
            .Where(o => o.Found is { } d && !double.IsNaN(d.PValue)).ToDictionary(o => o.Name, o => o.Found!);
        double Lead(string name) => against[name].First == name ? against[name].Difference.Value : -against[name].Difference.Value;
        string By(string name) => ShownNumber.Short(against[name].Difference, (against[name].First == name) != (Lead(name) > 0));
        string[] compared = [.. own.Where(against.ContainsKey)];
        string[] better = [.. compared.Where(n => comparison.BeatsBaseline(n) == true)];
        string[] worse = [.. compared.Where(n => against[n].Differs).Except(better)];
        string[] open = [.. compared.Where(n => !against[n].Differs)];
        if (compared.Length == 0)
        {
            return Among(comparison, own);
        }

        var answer = better.Length > 0
            ? $"{List(better)} {(better.Length == 1 ? "beats" : "beat")} {free}, the best free score: {better[0]} by {By(better[0])}"
            : compared.Length == 1 ? $"{compared[0]} does not beat {free}" : $"None of {Plain(compared)} beats {free}";
        if (worse.Length > 0)
        {
            answer += $"; {string.Join(", ", worse.Take(Named).Select(n => $"{n} is worse by {By(n)}"))}"
                + (worse.Length > Named ? $" and {worse.Length - Named} others are worse" : "");
        }

        return answer
            + (open.Length > 0 ? $"; {List(open)} {NotToldApart(open.Length, free)}{Needed(against[open[0]], open[0])}" : "")
            + ".";
    }

    private static string Among(RankingComparison comparison, string[] ranked)
    {
        var best = ranked[0];
        var tau = ShownNumber.Short(comparison.Intervals(best)[0].Value);
        var others = ranked.Skip(1).Select(name => (Name: name, Found: comparison.Between(best, name)))
            .Where(o => o.Found is not null).ToList();
        if (ranked.Length == 1 || others.Count == 0)
        {
            return comparison.Chance.First(c => c.Score == best) is { Differs: false }
                ? $"{best} is not different from chance (KD {tau})."
                : ranked.Length == 1 ? $"{best} ranks {(tau[0] == '-' ? "worse" : "better")} than chance (KD {tau})."
                : $"{best} has the highest KD, {tau}.";
        }

        string[] beaten = [.. others.Where(o => o.Found!.Differs).Select(o => o.Name)];
        string[] open = [.. others.Where(o => !o.Found!.Differs).Select(o => o.Name)];
        return $"{best} has the highest KD, {tau}"
            + (beaten.Length > 0 ? $"; it beats {List(beaten)}" : "")
            + (open.Length > 0
                ? $"; {List(open)} {NotToldApart(open.Length, best)}{Needed(others.First(o => o.Name == open[0]).Found!, open[0])}"
                : "")
            + ".";
    }

    private static string NotToldApart(int count, string from) => $"{(count == 1 ? "is" : "are")} not told apart from {from}";

    private static string Needed(ScoreDifference difference, string name) =>
        difference.ArchitecturesNeeded() is var needed && double.IsNaN(needed) ? ""
            : $" ({ShownNumber.Count(needed)} architectures would be needed for {name})";

    private static string Plain(string[] names) =>
        names.Length > 8 ? List(names) : string.Join(", ", names);
}

using System.CommandLine;
using NasPipelines.Compat;
using NasPipelines.Ranking;
using NasPipelines.Scoring;
using Spectre.Console;

namespace NasPipelines.Cli.Verbs;

/// <summary><c>nas criteria</c>: the criteria that judge how well scores rank.</summary>
internal static class CriteriaVerb
{
    public const string Name = "criteria";

    public const string Description = "List the criteria that judge how well scores rank.";

    public static Command Create(Terminal terminal, CommonOptions common) =>
        new Command(Name, Description).Does((parsed, _) =>
        {
            if (parsed.GetValue(common.Json))
            {
                JsonOutput.Write(terminal.Out, Listed.Select(c => new
                {
                    c.Name,
                    Heading = c.Label,
                    c.Description,
                    Better = Better(c),
                    OfShare = c is RatioCriterion,
                    Standard = Criteria.Standard.Any(s => s.Name == c.Name),
                }));
                return;
            }

            var table = TextTable.Of("criterion", "better", "heading: what it is");
            foreach (var criterion in Listed)
            {
                table.AddRow(
                    criterion.Name, Better(criterion), Markup.Escape($"{criterion.Label}: {criterion.Description}"));
            }

            TextTable.Write(terminal, table);
            TextTable.Paragraph(
                terminal, "k is a share K of the n architectures, rounded down; the headings are those of K = 5 %.");
        });

    private static IEnumerable<Criterion> Listed => Criteria.All.Concat(PublishedCriteria.All);

    private static string Better(Criterion criterion) => criterion.Direction == ScoreDirection.HigherIsBetter ? "higher" : "lower";
}

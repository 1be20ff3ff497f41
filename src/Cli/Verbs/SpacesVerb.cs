using System.CommandLine;
using System.Text.Json;
using NasPipelines.Spaces;
using Spectre.Console;

namespace NasPipelines.Cli.Verbs;

/// <summary><c>nas spaces</c>: the search spaces, their sizes and encodings.</summary>
internal static class SpacesVerb
{
    public const string Name = "spaces";

    public const string Description = "List the search spaces.";

    public static Command Create(Terminal terminal, CommonOptions common) =>
        new Command(Name, Description).Does((parsed, _) =>
        {
            if (parsed.GetValue(common.Json))
            {
                JsonOutput.Write(terminal.Out, SearchSpaces.All.Select(s => new
                {
                    s.Name,
                    s.Description,
                    Size = JsonSerializer.Deserialize<JsonElement>(s.Size.ToString()), // a number of any length
                    Encodings = s.Encodings.Select(e => e.Name),
                }));
                return;
            }

            var table = TextTable.Of("space", "size", "what it is: encodings");
            foreach (var space in SearchSpaces.All)
            {
                table.AddRow(
                    space.Name, space.Size.ToString("N0"),
                    Markup.Escape($"{space.Description}: {string.Join(", ", space.Encodings.Select(e => e.Name))}"));
            }

            TextTable.Write(terminal, table);
        });
}

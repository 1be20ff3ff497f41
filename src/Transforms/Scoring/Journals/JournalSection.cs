using System.Security.Cryptography;
using System.Text;
using NasPipelines.ZeroShot;

namespace NasPipelines.Scoring.Journals;

/// <summary>What a journal knows and learns of one scorer.</summary>
internal sealed class JournalSection
{
    private const string Select = "SELECT value, reason, failed, seconds FROM score WHERE estimator = $estimator AND key = $key";

    private readonly JournalDatabase _database;
    private readonly bool _retryFailed;
    private readonly int _scores;
    private readonly List<(int Score, long Estimator)> _kept = [];
    private readonly List<string> _otherwise = [];

    public JournalSection(JournalDatabase database, IArchitectureScorer scorer, bool retryFailed, Action<string> warn)
    {
        _database = database;
        _retryFailed = retryFailed;
        _scores = scorer.Scores.Count;
        for (var i = 0; i < _scores; i++)
        {
            if (!scorer.Scores[i].DependsOnEncoding)
            {
                _kept.Add((i, Estimator(scorer, i)));
            }
        }

        if (_otherwise.Count > 0)
        {
            warn($"The journal {database.FilePath} was made under other settings ({_otherwise[0]}): its scores are left alone and architectures are scored anew.");
        }
    }

    /// <summary>The row of a key, if all its values are known; values that depend on the encoding are left open.</summary>
    public ScoreRow? Find(string key) => _kept.Count == 0 ? null : _database.Do(() =>
    {
        var (values, seconds, failed) = (new ScoreValue[_scores], new double[_scores], false);
        foreach (var (score, estimator) in _kept)
        {
            using var command = _database.Command(Select, ("$estimator", estimator), ("$key", key));
            using var reader = command.ExecuteReader();
            if (!reader.Read() || (_retryFailed && reader.GetInt64(2) != 0))
            {
                return null;
            }

            values[score] = reader.IsDBNull(1) ? reader.GetDouble(0) : ScoreValue.Missing(reader.GetString(1));
            failed |= reader.GetInt64(2) != 0;
            seconds[score] = reader.GetDouble(3);
        }

        return new ScoreRow([.. values], [.. seconds]) { Failed = failed };
    });

    public void Append(string key, string architecture, ScoreRow row) => _database.Append(
        _kept.Select(k => new JournalEntry(k.Estimator, key, architecture, row.Values[k.Score], row.Failed, row.Seconds[k.Score])));

    private long Estimator(IArchitectureScorer scorer, int index)
    {
        var (score, specification) = (scorer.Scores[index].Name, scorer.SpecificationOf(index));
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{score}\n{scorer.IdentityOf(index)}"))).ToLowerInvariant();
        return _database.InTransaction(() =>
        {
            const string Id = "SELECT coalesce((SELECT id FROM estimator WHERE hash = $hash), 0)";
            if (_database.Scalar(Id, ("$hash", hash)) is var known and not 0)
            {
                return known;
            }

            using (var command = _database.Command("SELECT provenance FROM estimator WHERE score = $score ORDER BY id DESC LIMIT 1", ("$score", score)))
            {
                if (command.ExecuteScalar() is string other)
                {
                    _otherwise.Add(ProvenanceDifference.Describe(other, scorer.Provenance));
                }
            }

            _database.Execute(
                "INSERT INTO estimator(hash, score, provenance, specification) VALUES($hash, $score, $provenance, $specification)",
                ("$hash", hash), ("$score", score), ("$provenance", scorer.Provenance), ("$specification", specification));
            return _database.Scalar(Id, ("$hash", hash));
        });
    }
}

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A year of all families in 16 shards by Slurm: mkdir -p /shared/dgacast && sbatch --array=1-16 slurm.sh /shared/dgacast
# A shard that failed is made again by itself: sbatch --array=7 slurm.sh /shared/dgacast (the others stay as they are).
# When all are there: dgacast merge /shared/dgacast/shard.* --format csv -o year.csv
#SBATCH --job-name=dgacast --cpus-per-task=2 --mem=1200M --requeue
set -euo pipefail
folder=$1
exec "${DGACAST:-dgacast}" generate --from "${FROM:-2027-01-01}" --days "${DAYS:-365}" --memory 1G \
  --threads "${SLURM_CPUS_PER_TASK:-2}" --shard "$SLURM_ARRAY_TASK_ID/${SHARDS:-16}" -o "$folder/shard.$SLURM_ARRAY_TASK_ID"

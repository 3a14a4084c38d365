{{- define "agon.labels" -}}
app.kubernetes.io/name: agon
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "agon.security" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "agon.container" -}}
image: "{{ .root.Values.image.repository }}:{{ .root.Values.image.tag }}"
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
securityContext:
  {{- include "agon.security" .root | nindent 2 }}
volumeMounts:
  - {name: tmp, mountPath: /tmp}
  - {name: data, mountPath: /data}
  - {name: database, mountPath: /run/secrets/database, readOnly: true}
{{- end }}

{{- define "agon.serve" -}}
name: agon
{{ include "agon.container" . }}
args: [serve]
env:
  - {name: AGON_DATABASE_FILE, value: /run/secrets/database/{{ .root.Values.database.key }}}
  - {name: AGON_ROLES, value: {{ .roles | quote }}}
  - {name: AGON_MANAGEMENT_PORT, value: "9090"}
  - {name: AGON_MANAGEMENT_HOST, value: 0.0.0.0}
  - {name: AGON_DRAIN, value: {{ .root.Values.drainSeconds | quote }}}
  - {name: AGON_BEHIND_PROXY, value: "true"}
  {{- if .root.Values.publicUrl }}
  - {name: AGON_PUBLIC_URL, value: {{ .root.Values.publicUrl | quote }}}
  {{- end }}
  - {name: AGON_CLUSTER, value: /opt/agon/cluster-config/hazelcast-kubernetes.xml}
  - {name: AGON_CLUSTER_NAME, value: {{ .root.Release.Name | quote }}}
  - {name: AGON_CLUSTER_SERVICE, value: {{ .root.Release.Name }}-members.{{ .root.Release.Namespace | default "default" }}.svc}
  - name: AGON_CLUSTER_HOST
    valueFrom:
      fieldRef: {fieldPath: status.podIP}
ports:
  - {name: http, containerPort: 8080}
  - {name: management, containerPort: 9090}
startupProbe:
  httpGet: {path: /health/live, port: management}
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /health/live, port: management}
  periodSeconds: 10
  timeoutSeconds: 5
readinessProbe:
  httpGet: {path: /health/ready, port: management}
  periodSeconds: 2
  timeoutSeconds: 3
  failureThreshold: 1
resources:
  {{- toYaml .resources | nindent 2 }}
{{- end }}

{{- define "agon.pod" -}}
# The variables of a Service named agon (AGON_PORT=tcp://...) would be taken for options.
enableServiceLinks: false
automountServiceAccountToken: false
securityContext:
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "agon.volumes" -}}
- name: tmp
  emptyDir: {}
- name: database
  secret:
    secretName: {{ .Values.database.secret }}
{{- end }}
